/* A driver that does what it is told to: SoftHSM2's own functions, but for those FAULTS names.

   FAULTS is "C_Login=A4 C_Sign=32": each named function fails with that CKR code. Layouts are
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
FAULTY(C_Initialize) FAULTY(C_GetInfo) FAULTY(C_Logout)
FAULTY(C_SignInit) FAULTY(C_Sign) FAULTY(C_OpenSession)

/* After a log-in that failed the token shows "flags" beside its own, as one that counts tries. */
static any_function real_token_info;
static int tried;

static unsigned long faulty_C_Login(void)
{
    tried = 1;
    return told("C_Login");
}

static unsigned long faulty_C_GetTokenInfo(unsigned long slot, unsigned char *info)
{
    unsigned long failed = told("C_GetTokenInfo"), flags;
    if (!failed) failed = ((unsigned long (*)(unsigned long, void *))real_token_info)(slot, info);
    if (failed || !tried) return failed;
    memcpy(&flags, info + 96, sizeof flags); /* behind label, manufacturer, model, serial number */
    flags |= told("flags");
    memcpy(info + 96, &flags, sizeof flags);
    return 0;
}

/* Told 0xEEE, it succeeds and finds no reader. */
static unsigned long faulty_C_GetSlotList(unsigned char present, void *list, unsigned long *count)
{
    (void)present; (void)list;
    *count = 0;
    return told("C_GetSlotList") == 0xEEE ? 0 : told("C_GetSlotList");
}

#define PUT(name, place) if (told(#name)) ours.entry[place] = (any_function)faulty_##name

unsigned long C_GetFunctionList(struct list **given)
{
    void *real = dlopen(getenv("REAL_DRIVER"), RTLD_NOW);
    unsigned long (*get)(struct list **) = dlsym(real, "C_GetFunctionList");
    struct list *theirs;
    unsigned long failed = get(&theirs);
    if (failed) return failed;
    ours = *theirs;
    real_token_info = ours.entry[6];
    ours.entry[6] = (any_function)faulty_C_GetTokenInfo;
    PUT(C_Initialize, 0); PUT(C_GetInfo, 2); PUT(C_GetSlotList, 4);
    PUT(C_OpenSession, 12); PUT(C_Login, 18); PUT(C_Logout, 19);
    PUT(C_SignInit, 42); PUT(C_Sign, 43);
    *given = &ours;
    return 0;
}
