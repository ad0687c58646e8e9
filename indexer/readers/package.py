"""ZIP packages (.docx, .xlsx) opened with limits, and XML parsed without entities or network."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from kb.errors import UnreadableFile

_ZIP = b"PK"
# Formats that are packages; a damaged one shows only the signature of a ZIP archive.
PACKAGE_ENDINGS = frozenset(
    (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".ofd", ".odt", ".ods", ".odp")
)
MAX_MEMBERS = 5_000
MAX_UNPACKED = 500 * 1024 * 1024  # bytes, all members together
MAX_RATIO = 100  # unpacked to packed, judged only where it matters:
_RATIO_FROM = 20 * 1024 * 1024  # bytes unpacked; a small file of one repeated word is harmless
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def member_names(data: bytes) -> tuple[str, ...]:
    """Return the names in a ZIP's directory, () where the bytes are no ZIP or a damaged one."""
    if not data.startswith(_ZIP):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return tuple(package.namelist())
    except _DAMAGED:
        return ()


def open_package(data: bytes, name: str) -> Package:
    """Return the package, its directory checked before anything is unpacked.

    Raises UnreadableFile for a damaged, encrypted or oversized one.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise damaged(name) from error
    _check_directory(package.infolist(), name)
    return Package(package, name)


def _check_directory(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(
            "这个文件设了打开密码", where=name, todo="请打开文件，取消密码后保存，再重新加入"
        )
    inflated = unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or inflated:
        raise UnreadableFile(
            f"文件解开后过大（{len(members)} 个部分，{unpacked // 1024 // 1024} MB），没有读取",
            where=name,
            todo="请确认文件来源；如果内容正常，请删去其中的大图片后另存，再重新加入",
        )


class Package:
    """An opened package; parts are read whole."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self._package = package
        self._name = name
        self.names = frozenset(package.namelist())

    def read(self, part: str) -> bytes:
        """Return a part's bytes, b"" where there is none. Raises UnreadableFile if damaged."""
        if part not in self.names:
            return b""
        try:
            # The directory may lie about sizes: never take more than it promised.
            size = self._package.getinfo(part).file_size
            with self._package.open(part) as stream:
                return stream.read(size)
        except (*_DAMAGED, RuntimeError) as error:
            raise damaged(self._name) from error

    def xml(self, part: str) -> etree._Element | None:
        """Return a part's root element, None where there is none. Raises UnreadableFile."""
        data = self.read(part)
        return parse_xml(data, self._name) if data else None


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root element; entities, DTDs and the network are never followed.

    Raises UnreadableFile where the XML is broken or declares entities.
    """
    # huge_tree stays off: its limits on depth and text size are wanted here.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    # Office writes no DOCTYPE; one that is there can only declare entities.
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(
            "文件里有不安全的实体声明，没有读取", where=name, todo="请确认文件来源，另存后再加入"
        )
    return root


def damaged(name: str) -> UnreadableFile:
    """Return the error for a file whose structure is broken or cut short."""
    return UnreadableFile(
        "文件已损坏或不完整",
        where=name,
        todo="请用 WPS 或 Office 打开试试，能打开就另存一份再加入，打不开请向来文单位重新索取",
    )
