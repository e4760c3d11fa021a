"""Settings of change control: what ``[tool.sop.changes]`` may say."""

import re

from builder.model.change import DEMANDS, OWNER, Bump, ChangeSettings, Demand, Kind
from builder.project_values import (
    Reader,
    SettingError,
    choose,
    expect,
    read_table,
    read_text,
)

_ROLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_changes(value: object, where: str) -> ChangeSettings:
    """Return what changes ask for: the defaults, and what a project has otherwise.

    Whether the roles are in the library is seen when they are asked for.
    """
    said = read_table(value, where, _CHANGES)
    demands = dict(DEMANDS)
    for kind in Kind:
        if kind in said:
            demands[kind] = _joined(kind, said[kind])
    compliance = said.get("compliance", ChangeSettings().compliance)
    return ChangeSettings(compliance=compliance, demands=demands)


def _joined(kind: Kind, said: dict[str, object]) -> Demand:
    """Return the demand of a kind, with the default for what is not said."""
    default = {"version": DEMANDS[kind].version, "approve": DEMANDS[kind].approve}
    return Demand(**(default | said))  # type: ignore[arg-type]


def _read_demand(value: object, where: str) -> dict[str, object]:
    return read_table(value, where, _DEMAND)


def _read_bump(value: object, where: str) -> Bump:
    return Bump(choose(read_text(value, where), f"'{where}'", list(Bump)))


def _read_roles(value: object, where: str) -> tuple[str, ...]:
    roles = [_read_role(one, where) for one in expect(list, value, where)]
    return tuple(dict.fromkeys(roles))


def _read_role(value: object, where: str) -> str:
    role = read_text(value, where)
    if not _ROLE.fullmatch(role):
        raise SettingError(
            f"'{where}' must name a role, but '{role}' is none",
            hint=f'write the id as in sop/shared/roles.yaml, or "{OWNER}" for the '
            "role that owns the SOP",
        )
    return role


_DEMAND: dict[str, Reader] = {"version": _read_bump, "approve": _read_roles}
_CHANGES: dict[str, Reader] = {
    "compliance": _read_role,
    **{kind.value: _read_demand for kind in Kind},
}
