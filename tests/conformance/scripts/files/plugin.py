# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/files/plugin.py: carried files; the payload names one of the functions
import errno
import glob
import importlib.resources
import inspect
import io
import linecache
import os
import pathlib
import pkgutil
import shutil
import stat
import sys
import tempfile
import zipfile

import pack
import words

A = "/plugin/data/a.txt"


def run_e(payload):
    return str(globals()[payload]())


def error_of(work, *arguments, **options):
    try:
        work(*arguments, **options)
    except OSError as error:
        return f"{type(error).__name__} {errno.errorcode[error.errno]}"
    return "no error"


# Reading


def read_text():
    with open(A) as file:
        return file.read()


def read_bytes():
    return pathlib.Path("/plugin/data/b.bin").read_bytes()


def read_lines():
    with open(A) as file:
        return [next(file), list(file)]


def read_in_pieces():
    with open(linecache.__file__, "rb") as file, open(linecache.__file__, "rb", 0) as raw:
        whole = file.read()
        return whole == b"".join(iter(lambda: raw.read(100), b"")) and len(whole) > 5000


def read_much():
    source = "/usr/local/lib/python3.11/_pydecimal.py"
    whole = pathlib.Path(source).read_bytes()
    fd = os.open(source, os.O_RDONLY)
    asked = os.read(fd, 1 << 24)
    os.close(fd)
    return whole == asked and len(whole) > 200000


def read_into():
    buffer = bytearray(4)
    with open(A, "rb", buffering=0) as file:
        return file.readinto(buffer), bytes(buffer), file.tell()


def read_at():
    fd = os.open(A, os.O_RDONLY)
    found = os.pread(fd, 3, 2), os.pread(fd, 9, 100), os.read(fd, 2), os.lseek(fd, 0, os.SEEK_CUR)
    os.close(fd)
    return found


def seek():
    with open(A, "rb") as file:
        file.seek(-5, os.SEEK_END)
        end = file.read(), file.tell()
        file.seek(2)
        middle = file.read(2), file.tell()
        past = file.seek(1000), file.read()
        return end, middle, past, error_of(io.FileIO(A).seek, -1)


def descriptors_again():
    first = os.open(A, os.O_RDONLY)
    second = os.open(A, os.O_RDONLY)
    os.close(first)
    third = os.open("/plugin/data", os.O_RDONLY)
    size = os.fstat(second).st_size
    os.close(second)
    os.close(third)
    return first == third, first != second, size, error_of(os.read, first, 1)


def many_descriptors():
    files = [open(A) for _ in range(200)]
    numbers = {file.fileno() for file in files}
    texts = {file.read() for file in files}
    for file in files:
        file.close()
    return len(numbers), len(texts)


def standard_input():
    return sys.stdin.read(), os.read(0, 10)


# What there is


def status():
    file, folder = os.stat(A), os.stat("/plugin/data")
    return (
        stat.S_ISREG(file.st_mode), file.st_size, int(file.st_mtime), stat.S_ISDIR(folder.st_mode),
        os.lstat(A) == file, os.path.samefile(A, "/plugin/data/deep/../a.txt"),
        os.path.samefile(A, "/plugin/data/b.bin"),
    )


def kinds():
    return [
        (os.path.exists(path), os.path.isfile(path), os.path.isdir(path), os.path.islink(path))
        for path in (A, "/plugin/data", "/", "/nothing", "/plugin/nothing", A + "/below")
    ]


def listdir():
    return sorted(os.listdir("/plugin/data")), sorted(os.listdir("/"))


def scandir():
    with os.scandir("/plugin/data") as entries:
        return sorted((entry.name, entry.is_dir(), entry.stat().st_size) for entry in entries)


def walk():
    return [(path, sorted(dirs), sorted(files)) for path, dirs, files in os.walk("/plugin/data")]


def globs():
    return sorted(glob.glob("/plugin/data/**/*.txt", recursive=True)), sorted(
        path.name for path in pathlib.Path("/plugin").rglob("*.txt")
    )


def paths():
    places = (
        "/plugin/data/deep/../a.txt", "/plugin/./data//a.txt", "/../../plugin/data/a.txt",
        "/nowhere/../plugin/data/a.txt",
    )
    return [os.path.getsize(place) for place in places]


def chdir():
    before = os.getcwd()
    os.chdir("/plugin/data")
    try:
        found = os.getcwd(), open("a.txt").read(1), os.listdir("deep"), os.path.abspath("x")
        os.chdir("deep")
        return before, *found, os.path.getsize("../a.txt"), os.path.exists("a.txt")
    finally:
        os.chdir(before)


# What there is not


def missing():
    places = "/plugin/nothing.txt", "/nothing", "/tmp/x", A + "/below", "data/a.txt"
    return [(error_of(open, place), error_of(os.stat, place)) for place in places]


def wrong_kind():
    return error_of(open, "/plugin/data"), error_of(os.listdir, A), error_of(os.chdir, A)


# Writing


def open_to_write():
    places = A, "/plugin/data/new.txt", "/new.txt", "/plugin/nowhere/new.txt"
    return [[error_of(open, place, mode) for mode in ("w", "a", "x", "r+")] for place in places]


def change_folders():
    return (
        error_of(os.mkdir, "/plugin/new"), error_of(os.mkdir, "/plugin/data"),
        error_of(os.makedirs, "/plugin/new/er"), error_of(os.rmdir, "/plugin/data/deep/er"),
        error_of(shutil.rmtree, "/plugin/data"),
    )


def change_files():
    return (
        error_of(os.remove, A), error_of(os.remove, "/plugin/nothing"),
        error_of(os.rename, A, "/plugin/new.txt"), error_of(os.replace, A, "/plugin/data/b.bin"),
        error_of(os.utime, A), error_of(os.utime, A, (1, 1)), error_of(os.truncate, A, 0),
        error_of(os.symlink, A, "/plugin/link"), error_of(os.link, A, "/plugin/link"),
        error_of(shutil.copyfile, A, "/plugin/copy.txt"),
    )


def change_open_files():
    with open(A) as file:
        fd = file.fileno()
        return error_of(os.write, fd, b"x"), error_of(os.ftruncate, fd, 0), error_of(os.utime, fd)


def temporary_files():
    return error_of(tempfile.mkstemp), tempfile.SpooledTemporaryFile().read()


def read_afterwards():
    return open(A).read() == "one\ntwo\nthree\n" and sorted(os.listdir("/plugin/data"))


# Modules and their files


def module_files():
    return words.__file__, words.__spec__.origin, list(pack.__path__), words.__loader__.name


def source():
    return inspect.getsource(words.shout), inspect.getsourcefile(words), linecache.getline(
        words.__file__, 5
    )


def module_data():
    return pkgutil.get_data("pack", "data.txt"), pkgutil.get_data("pack.sub", "more.bin")


def resources():
    folder = importlib.resources.files("pack")
    with importlib.resources.as_file(folder / "sub" / "more.bin") as path:
        more = path.read_bytes()
    return (folder / "data.txt").read_text(), more, sorted(item.name for item in folder.iterdir())


def submodules():
    return sorted(module.name for module in pkgutil.walk_packages(pack.__path__, "pack."))


def imported_later():
    import pack.late
    return pack.late.__file__, pack.late.word


# Archives


def archive():
    with zipfile.ZipFile("/plugin/bundle.zip") as bundle:
        return bundle.namelist(), bundle.read("zipped/note.txt"), bundle.testzip()


def archive_path():
    return (zipfile.Path("/plugin/bundle.zip") / "zipped" / "note.txt").read_text()


def archive_import():
    sys.path.insert(0, "/plugin/bundle.zip")
    try:
        import zipped
        return zipped.__file__, zipped.word, pkgutil.get_data("zipped", "note.txt")
    finally:
        sys.path.remove("/plugin/bundle.zip")


def archive_in_memory():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.write(A, "a.txt")
    return zipfile.ZipFile(memory).read("a.txt")
