/* A driver that does what it is told to: SoftHSM2's own functions, but for those FAULTS names.

   FAULTS is "C_Login=0xA4 C_Sign=0x32": each named function fails with that CKR code. Layouts are
   PKCS#11 v2.40's: a CK_FUNCTION_LIST is a version (padded to a pointer) and 68 pointers. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long (*any_function)(void);
struct list { unsigned char version[sizeof(void *)]; any_function entry[68]; };

static struct list ours;

static unsigned long told(const char *name)
{
    const char *faults = getenv("FAULTS"), *found = faults ? strstr(faults, name) : NULL;
    return found && found[strlen(name)] == '=' ? strtoul(found + strlen(name) + 1, NULL, 16) : 0;
}

#define FAULTY(name) static unsigned long faulty_##name(void) { return told(#name); }
FAULTY(C_Initialize) FAULTY(C_GetInfo) FAULTY(C_GetTokenInfo) FAULTY(C_Login) FAULTY(C_Logout)
FAULTY(C_SignInit) FAULTY(C_Sign) FAULTY(C_GetSlotList) FAULTY(C_OpenSession)

#define PUT(name, place) if (told(#name)) ours.entry[place] = faulty_##name

unsigned long C_GetFunctionList(struct list **given)
{
    void *real = dlopen(getenv("REAL_DRIVER"), RTLD_NOW);
    unsigned long (*get)(struct list **) = dlsym(real, "C_GetFunctionList");
    struct list *theirs;
    unsigned long failed = get(&theirs);
    if (failed) return failed;
    ours = *theirs;
    PUT(C_Initialize, 0); PUT(C_GetInfo, 2); PUT(C_GetSlotList, 4);
    PUT(C_GetTokenInfo, 6); PUT(C_OpenSession, 12); PUT(C_Login, 18); PUT(C_Logout, 19);
    PUT(C_SignInit, 42); PUT(C_Sign, 43);
    *given = &ours;
    return 0;
}
