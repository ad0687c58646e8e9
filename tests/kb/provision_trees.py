"""Provisions written as an indented list of addresses, for tests of citations."""

from __future__ import annotations

from kb.addresses import parse_address
from kb.model import Provision


def tree(outline: str) -> tuple[Provision, ...]:
    """Return the provisions of an outline, one a line: indented, address, label, heading.

    "_" stands for no label. Each owns one character of the text.
    """
    provisions: list[Provision] = []
    open_at: list[tuple[int, int]] = []
    rows = [line for line in outline.splitlines() if line.strip()]
    for ordinal, row in enumerate(rows):
        indent = len(row) - len(row.lstrip())
        open_at = [one for one in open_at if one[0] < indent]
        end = next(
            (n for n in range(ordinal + 1, len(rows)) if _indent(rows[n]) <= indent), len(rows)
        )
        address, label, heading = (*row.split(maxsplit=2), "", "")[:3]
        provisions.append(
            Provision(
                ordinal=ordinal,
                parent=open_at[-1][1] if open_at else None,
                level=parse_address(address).steps[-1].level,
                address=parse_address(address),
                label="" if label == "_" else label,
                heading=heading,
                start=ordinal,
                own_end=ordinal + 1,
                end=end,
            )
        )
        open_at.append((indent, ordinal))
    return tuple(provisions)


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def at(provisions: tuple[Provision, ...], address: str) -> Provision:
    """Return the provision of an address."""
    return next(one for one in provisions if str(one.address) == address)


MEASURES = tree("""
c1 第一章 总则
  t1 第一条
    t1.k1
  t2 第二条
    t2.k1
    t2.k2
      t2.k2.x1 （一）
        t2.k2.x1.m1 1.
      t2.k2.x2 （二）
c2 第二章 申报
  t3 第三条
    t3.k1
      t3.k1.x1 （一）
      t3.k1.x2 （二）
    t3.k2
      t3.k2.x1 （一）
  t4 第四条
    t4.k1
      t4.k1.x1 （一）
      t4.k1.g1
        t4.k1.g1.r1
  t4-1 第四条之一
    t4-1.k1
  t1001 第一千零一条
    t1001.k1
a1 附件1 申报规程
  a1.t1 第一条
    a1.t1.k1
  a1.t2 第二条
    a1.t2.k1
    a1.t2.k2
""")

MANUAL = tree("""
d1
z1 _ 前言
  z1.d1
h1 一、 组织设置
  h1.i1 （一） 网络
    h1.i1.d1
    h1.i1.d2
      h1.i1.d2.j1 1.
    h1.i1.j1 1.
      h1.i1.j1.l1 （1）
  h1.i2 （二）
    h1.i2.d2
h2 二、 经费
  h2.i3 （三） 标准
    h2.i3.g1
      h2.i3.g1.r1
z2 _ 附则
  z2.d1
""")

PLAN = tree("""
h1 1 总则
  h1.i1 1.1 目的
    h1.i1.d1
h2 2 职责
  h2.i1 2.1 指挥部
    h2.i1.j1 2.1.1 成员
      h2.i1.j1.l1 （1）
""")

RULES = tree("""
b1 第一编 甲
  b1.c1 第一章 总则
    b1.c1.t1 第一条
      b1.c1.t1.k1
    b1.c1.t2 第二条
      b1.c1.t2.k1
b2 第二编 乙
  b2.c1 第一章 总则
    b2.c1.t1 第一条
      b2.c1.t1.k1
    b2.c1.t3 第三条
      b2.c1.t3.k1
""")
