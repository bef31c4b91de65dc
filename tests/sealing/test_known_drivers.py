"""Which drivers a machine names by itself."""

from __future__ import annotations

from pathlib import Path

from desktop.sealing.known_drivers import known_drivers


def file(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_what_p11_kit_was_told_is_found_once_each(tmp_path: Path) -> None:
    modules, libraries = tmp_path / "modules", tmp_path / "pkcs11"
    near, far = file(libraries / "gan.so"), file(tmp_path / "hang" / "xa.so")
    file(modules / "a.module", "# nhà cung cấp\nmodule: gan.so\n")
    file(modules / "b.module", f"module: {far}\npriority: 1\n")
    file(modules / "c.module", f"module: {near}\n")
    assert set(known_drivers([modules], [libraries], [])) == {near, far}
    assert len(known_drivers([modules], [libraries], [])) == 2


def test_what_is_not_there_or_signs_nothing_is_left_out(tmp_path: Path) -> None:
    modules, libraries = tmp_path / "modules", tmp_path / "pkcs11"
    file(libraries / "p11-kit-trust.so")
    file(modules / "a.module", "module: p11-kit-trust.so\n")
    file(modules / "b.module", "module: khong-co.so\n")
    file(modules / "c.module", "khong noi gi\n")
    file(modules / "d.module").write_bytes(b"module: \xff\xfe.so\n")
    assert known_drivers([modules, tmp_path / "khong-co"], [libraries], []) == ()


def test_softhsm_is_offered_where_it_is_installed(tmp_path: Path) -> None:
    here = file(tmp_path / "libsofthsm2.so")
    assert known_drivers([], [], [here, tmp_path / "khong-co.so"]) == (here,)


def test_a_driver_reached_by_two_names_is_offered_once(tmp_path: Path) -> None:
    real = file(tmp_path / "that.so")
    alias = tmp_path / "ten-khac.so"
    alias.symlink_to(real)
    assert len(known_drivers([], [], [real, alias])) == 1


def test_this_machine_is_asked_without_being_told_where() -> None:
    assert all(path.is_file() for path in known_drivers())
