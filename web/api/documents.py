"""Documents, their versions and provisions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from kb.citation import cite
from kb.model import Citation
from web.api.models import DocumentOut, ProvisionOut, VersionOut
from web.api.parameters import BAD_PARAMETER, NOT_FOUND, Narrowed, On, VersionId
from web.shared import library

router = APIRouter(tags=["文件"])


@router.get("/documents", responses=BAD_PARAMETER, summary="文件列表")
def documents(request: Request, wanted: Narrowed) -> list[DocumentOut]:
    """资料库里的文件，各给出在所问日期起作用的版本。"""
    return [DocumentOut.of(summary) for summary in library(request).documents(wanted)]


@router.get("/documents/{document_id}/versions", responses=NOT_FOUND, summary="文件的各版本")
def versions(
    request: Request,
    document_id: Annotated[int, Path(description="文件编号")],
    on: On = None,
) -> list[VersionOut]:
    """一份文件的所有版本，新的在前。"""
    shelf = library(request)
    return [
        VersionOut.of(version, shelf.status(version.id, on))
        for version in shelf.versions(document_id)
    ]


@router.get("/versions/{version_id}", responses=NOT_FOUND, summary="一个版本")
def version(request: Request, version_id: VersionId, on: On = None) -> VersionOut:
    """版本的名称、文号、日期、时效性和原件。"""
    shelf = library(request)
    return VersionOut.of(shelf.version(version_id), shelf.status(version_id, on))


@router.get("/versions/{version_id}/provisions", responses=NOT_FOUND, summary="版本的全部条文")
def provisions(request: Request, version_id: VersionId) -> list[ProvisionOut]:
    """按原文次序；各条自身文字依次相连就是全文。"""
    shelf = library(request)
    metadata = shelf.version(version_id).metadata
    text = shelf.text(version_id)
    found = shelf.provisions(version_id)
    return [
        ProvisionOut.of(
            provision,
            text,
            Citation(version_id, provision.address, *cite(metadata, provision, found)),
        )
        for provision in found
    ]


@router.get("/versions/{version_id}/provisions/{address}", responses=NOT_FOUND, summary="一条条文")
def provision(
    request: Request,
    version_id: VersionId,
    address: Annotated[str, Path(description="条文地址，如 t12.k2.x1")],
) -> ProvisionOut:
    """一条条文的原文和引文；没有这一条时给出相近的条文。"""
    shelf = library(request)
    shelf.version(version_id)
    found = shelf.provision(version_id, address)
    return ProvisionOut.of(found, shelf.text(version_id), shelf.cite(version_id, found))
