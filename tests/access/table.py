"""Every address × every role: what is answered. One letter per column of `roles.COLUMNS`, letters of `roles.LETTERS`.

    anonymous · member · chair · stranger (a member of another group) · consultant · coordinator · secretary ·
    councillor · editor · administrator

The measure and the goal belong to the group of the member and the chair; the edition `council` is frozen and not
published, `working` is a working edition. An argument names one of the scene's things (`scene.build_scene`).
POST sends an empty form: an answer of 200 is the form again with its errors.
"""

from typing import NamedTuple


class Row(NamedTuple):
    method: str
    name: str
    expected: str
    arguments: dict[str, str]
    remark: str = ""


def both(name: str, get: str, post: str, remark: str = "", **arguments: str) -> list[Row]:
    """The rows of an address for GET and for POST."""
    return [Row("GET", name, get, arguments, remark), Row("POST", name, post, arguments, remark)]


# Addresses without a name of their own that need no row.
UNNAMED: set[str] = set()

ROWS: list[Row] = [
    # Ground floor
    *both("components", "OOOOOOOOOO", "OOOOOOOOOO"),
    *both("healthz", "OOOOOOOOOO", "OOOOOOOOOO"),
    *both("javascript_catalog", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("readyz", "OOOOOOOOOO", "OOOOOOOOOO"),
    # Accounts
    *both("account_change_password", "LOOOOOOOOO", "LOOOOOOOOO"),
    *both("account_inactive", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("account_login", "ORRRRRRRRR", "ORRRRRRRRR"),
    *both("account_logout", "ROOOOOOOOO", "RRRRRRRRRR"),
    *both("account_reauthenticate", "LOOOOOOOOO", "LOOOOOOOOO"),
    *both("account_reset_password", "OOOOOOOOOO", "OOOOOOOOOO"),
    *both("account_reset_password_done", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("account_reset_password_from_key", "OOOOOOOOOO", "OOOOOOOOOO", uidb36="wrong_uid", key="wrong_key"),
    *both("account_reset_password_from_key_done", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("mfa_activate_totp", "LRRRRRRRRR", "LRRRRRRRRR"),
    *both("mfa_authenticate", "LRRRRRRRRR", "LRRRRRRRRR"),
    *both("mfa_deactivate_totp", "LNNNRRRNRR", "LNNNRRRNRR"),
    *both("mfa_download_recovery_codes", "LNNNRRRNRR", "LNNNRRRNRR"),
    *both("mfa_generate_recovery_codes", "LRRRRRRRRR", "LRRRRRRRRR"),
    *both("mfa_index", "LOOOOOOOOO", "LMMMMMMMMM"),
    *both("mfa_reauthenticate", "LRRROOOROO", "LRRROOOROO"),
    *both("mfa_view_recovery_codes", "LNNNRRRNRR", "LMMMMMMMMM"),
    # Public pages
    *both("publicity:draft", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("publicity:edition", "OOOOOOOOOO", "MMMMMMMMMM", number="published"),
    *both("publicity:edition_element", "OOOOOOOOOO", "MMMMMMMMMM", number="published", code="measure_code"),
    *both("publicity:editions", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("publicity:element", "OOOOOOOOOO", "MMMMMMMMMM", short_uid="measure_short"),
    *both("publicity:element_by_code", "OOOOOOOOOO", "MMMMMMMMMM", code="measure_code"),
    *both("publicity:group", "OOOOOOOOOO", "MMMMMMMMMM", slug="group"),
    *both("publicity:groups", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("publicity:home", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("publicity:plan", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("publicity:process", "OOOOOOOOOO", "MMMMMMMMMM"),
    *both("publicity:verify", "OOOOOOOOOO", "MMMMMMMMMM"),
    # Drafting room
    *both("plans:add", "LOOFFOFNNN", "LOOFFOFNNN", uid="goal", kind="task_kind"),
    *both("plans:add_root", "LFFFFOFNNN", "LFFFFOFNNN", kind="section_kind"),
    *both("plans:choose", "LRRFFRFNNN", "MMMMMMMMMM", uid="goal"),
    *both("plans:choose_root", "LFFFFOFNNN", "MMMMMMMMMM"),
    *both("plans:edit", "LOOFFOFNNN", "LOOFFOFNNN", uid="measure"),
    *both("plans:element", "LOOOOOONNN", "MMMMMMMMMM", uid="measure"),
    *both("plans:mark_ready", "MMMMMMMMMM", "LRRFFRFNNN", uid="measure"),
    *both("plans:move", "LOOFFOFNNN", "LOOFFOFNNN", uid="measure"),
    *both("plans:move_down", "MMMMMMMMMM", "LRRFFRFNNN", uid="measure"),
    *both("plans:move_up", "MMMMMMMMMM", "LRRFFRFNNN", uid="measure"),
    *both("plans:preview", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("plans:remove", "LOOFFOFNNN", "LRRFFRFNNN", uid="measure"),
    *both("plans:restore", "MMMMMMMMMM", "LRRFFRFNNN", uid="measure"),
    *both("plans:submit", "LFOFFOFNNN", "LFOFFOFNNN", uid="measure"),
    *both("plans:submit_area", "LFOFFOFNNN", "LFOFFOFNNN", group="group"),
    *both("plans:take_back", "MMMMMMMMMM", "LRRFFRFNNN", uid="measure"),
    *both("plans:version", "LOOOOOONNN", "MMMMMMMMMM", uid="measure", number="first"),
    *both("plans:workspace", "LOOOOOORRR", "MMMMMMMMMM"),
    # Room of editions
    *both("editions:consider", "MMMMMMMMMM", "LFFFFOFFNN", number="council"),
    *both("editions:contents", "LOOOOOOONN", "LMMMMMMMMM", number="council"),
    *both("editions:decide", "MMMMMMMMMM", "LFFFFOFFNN", number="council"),
    *both("editions:detail", "LOOOOOOONN", "LMMMMMMMMM", number="council"),
    *both("editions:freeze", "LFFFFOOFNN", "LFFFFOOFNN"),
    *both("editions:in_force", "MMMMMMMMMM", "LFFFFOFFNN", number="council"),
    *both("editions:list", "LOOOOOOONN", "LMMMMMMMMM"),
    *both("editions:publish", "MMMMMMMMMM", "LFFFFRFFNN", number="council"),
    *both("editions:withdraw", "MMMMMMMMMM", "LFFFFOFFNN", number="council"),
    # Council
    *both("council:build", "MMMMMMMMMM", "LNNNFRRFNN", number="council"),
    *both("council:edition", "LNNNOOOONN", "MMMMMMMMMM", number="council"),
    *both("council:file", "LNNNOOOONN", "MMMMMMMMMM", sha256="file"),
    *both("council:list", "LNNNOOOONN", "MMMMMMMMMM"),
    # Long work
    *both("jobs:cancel", "MMMMMMMMMM", "LNNNNFRNNN", pk="job"),
    *both("jobs:detail", "LNNNNOONNN", "MMMMMMMMMM", pk="job"),
    *both("jobs:status", "LNNNNOONNN", "MMMMMMMMMM", pk="job"),
    # People
    *both("workgroups:accept_invitation", "OOOOOOOOOO", "OOOOOOOOOO", secret="secret"),
    *both("workgroups:activate_person", "MMMMMMMMMM", "LFFFFRFFFR", pk="member_pk"),
    *both("workgroups:deactivate_person", "MMMMMMMMMM", "LFFFFRFFFR", pk="member_pk"),
    *both("workgroups:give_seat", "MMMMMMMMMM", "LFFFFOFFFO", pk="member_pk"),
    *both("workgroups:grant_role", "MMMMMMMMMM", "LFFFFOFFFO", pk="member_pk"),
    *both("workgroups:invitations", "LFFFFOFFFO", "MMMMMMMMMM"),
    *both("workgroups:invite_list", "LFFFFOFFFO", "LFFFFOFFFO"),
    *both("workgroups:invite_person", "LFFFFOFFFO", "LFFFFOFFFO"),
    *both("workgroups:people", "LFFFFOFFFO", "MMMMMMMMMM"),
    *both("workgroups:person", "LFFFFOFFFO", "MMMMMMMMMM", pk="member_pk"),
    *both("workgroups:resend_invitation", "MMMMMMMMMM", "LFFFFRFFFR", pk="invitation"),
    *both("workgroups:reset_second_factor", "MMMMMMMMMM", "LFFFFRFFFR", pk="member_pk"),
    *both("workgroups:revoke_invitation", "MMMMMMMMMM", "LFFFFRFFFR", pk="invitation"),
    *both("workgroups:revoke_role", "MMMMMMMMMM", "LFFFFRFFFR", pk="consultant_pk", role="role"),
    *both("workgroups:send_list", "MMMMMMMMMM", "LFFFFOFFFO"),
    *both("workgroups:take_seat", "MMMMMMMMMM", "LFFFFRFFFR", pk="member_pk", slug="group"),
    *both("workgroups:update_person", "MMMMMMMMMM", "LFFFFOFFFO", pk="member_pk"),
    # Admin
    *both("admin:app_list", "LFFFOOFFNN", "LFFFOOFFNN", app_label="plans_label"),
    *both("admin:index", "LFFFOOFFOO", "LFFFOOFFOO"),
    *both("admin:jsi18n", "LFFFOOFFOO", "LFFFMMFFMM"),
    *both("admin:login", "LFFFFFFFFF", "LFFFFFFFFF"),
    *both("admin:logout", "LFFFMMFFMM", "LFFFOOFFOO"),
    *both("admin:plans_element_accept", "LFFFMMFFFF", "LFFFCCFFFF", pk="measure_pk"),
    *both("admin:plans_element_accept_checked", "LFFFMMFFFF", "LFFFRRFFFF"),
    *both("admin:plans_element_change", "LFFFOOFFFF", "LFFFOOFFFF", pk="measure_pk"),
    *both("admin:plans_element_changelist", "LFFFOOFFFF", "LFFFOOFFFF"),
    *both("admin:plans_element_history", "LFFFOOFFFF", "LFFFOOFFFF", pk="measure_pk"),
    *both("admin:plans_element_return", "LFFFMMFFFF", "LFFFOOFFFF", pk="measure_pk"),
    *both("admin:plans_fundingsource_add", "LFFFFOFFFF", "LFFFFOFFFF"),
    *both("admin:plans_fundingsource_change", "LFFFFOFFFF", "LFFFFOFFFF", object_id="source_pk"),
    *both("admin:plans_fundingsource_changelist", "LFFFFOFFFF", "LFFFFOFFFF"),
    *both("admin:plans_fundingsource_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="source_pk"),
    *both("admin:plans_fundingsource_history", "LFFFFOFFFF", "LFFFFOFFFF", object_id="source_pk"),
    *both("admin:plans_plan_add", "LFFFFOFFFF", "LFFFFOFFFF"),
    *both("admin:plans_plan_change", "LFFFFOFFFF", "LFFFFOFFFF", object_id="plan_pk"),
    *both("admin:plans_plan_changelist", "LFFFFOFFFF", "LFFFFOFFFF"),
    *both("admin:plans_plan_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="plan_pk"),
    *both("admin:plans_plan_history", "LFFFFOFFFF", "LFFFFOFFFF", object_id="plan_pk"),
    *both("admin:publicity_milestone_add", "LFFFFOFFOF", "LFFFFOFFOF"),
    *both("admin:publicity_milestone_change", "LFFFFOFFOF", "LFFFFOFFOF", object_id="milestone_pk"),
    *both("admin:publicity_milestone_changelist", "LFFFFOFFOF", "LFFFFOFFOF"),
    *both("admin:publicity_milestone_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="milestone_pk"),
    *both("admin:publicity_milestone_history", "LFFFFOFFOF", "LFFFFOFFOF", object_id="milestone_pk"),
    *both("admin:publicity_processpart_add", "LFFFFOFFOF", "LFFFFOFFOF"),
    *both("admin:publicity_processpart_change", "LFFFFOFFOF", "LFFFFOFFOF", object_id="part_pk"),
    *both("admin:publicity_processpart_changelist", "LFFFFOFFOF", "LFFFFOFFOF"),
    *both("admin:publicity_processpart_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="part_pk"),
    *both("admin:publicity_processpart_history", "LFFFFOFFOF", "LFFFFOFFOF", object_id="part_pk"),
    *both("admin:workgroups_membership_add", "LFFFFFFFFF", "LFFFFFFFFF"),
    *both("admin:workgroups_membership_change", "LFFFFOFFFO", "LFFFFFFFFF", object_id="membership_pk"),
    *both("admin:workgroups_membership_changelist", "LFFFFOFFFO", "LFFFFOFFFO"),
    *both("admin:workgroups_membership_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="membership_pk"),
    *both("admin:workgroups_membership_history", "LFFFFOFFFO", "LFFFFOFFFO", object_id="membership_pk"),
    *both("admin:workgroups_rolegrant_add", "LFFFFFFFFF", "LFFFFFFFFF"),
    *both("admin:workgroups_rolegrant_change", "LFFFFOFFFO", "LFFFFFFFFF", object_id="grant_pk"),
    *both("admin:workgroups_rolegrant_changelist", "LFFFFOFFFO", "LFFFFOFFFO"),
    *both("admin:workgroups_rolegrant_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="grant_pk"),
    *both("admin:workgroups_rolegrant_history", "LFFFFOFFFO", "LFFFFOFFFO", object_id="grant_pk"),
    *both("admin:workgroups_user_add", "LFFFFFFFFF", "LFFFFFFFFF"),
    *both("admin:workgroups_user_change", "LFFFFOFFFO", "LFFFFFFFFF", object_id="member_pk"),
    *both("admin:workgroups_user_changelist", "LFFFFOFFFO", "LFFFFOFFFO"),
    *both("admin:workgroups_user_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="member_pk"),
    *both("admin:workgroups_user_history", "LFFFFOFFFO", "LFFFFOFFFO", object_id="member_pk"),
    *both("admin:workgroups_workgroup_add", "LFFFFFFFFF", "LFFFFFFFFF"),
    *both("admin:workgroups_workgroup_change", "LFFFFOFFFO", "LFFFFFFFFF", object_id="group_pk"),
    *both("admin:workgroups_workgroup_changelist", "LFFFFOFFFO", "LFFFFOFFFO"),
    *both("admin:workgroups_workgroup_delete", "LFFFFFFFFF", "LFFFFFFFFF", object_id="group_pk"),
    *both("admin:workgroups_workgroup_history", "LFFFFOFFFO", "LFFFFOFFFO", object_id="group_pk"),
    # What is not for everybody who may enter the room
    *both("editions:detail", "LOOOOOONNN", "LMMMMMMMMM", remark="working edition", number="working"),
    *both("editions:contents", "LOOOOOONNN", "LMMMMMMMMM", remark="working edition", number="working"),
    *both("council:edition", "LNNNNNNNNN", "MMMMMMMMMM", remark="working edition", number="working"),
    *both("council:file", "LNNNNNNNNN", "MMMMMMMMMM", remark="of a working edition", sha256="working_file"),
    *both("publicity:edition", "NNNNNNNNNN", "MMMMMMMMMM", remark="not published", number="council"),
    *both("publicity:edition", "NNNNNNNNNN", "MMMMMMMMMM", remark="working edition", number="working"),
    *both(
        "publicity:edition_element",
        "NNNNNNNNNN",
        "MMMMMMMMMM",
        remark="not published",
        number="council",
        code="measure_code",
    ),
    *both("plans:element", "LNNNNNNNNN", "MMMMMMMMMM", remark="unknown", uid="unknown_uid"),
    *both("workgroups:accept_invitation", "NNNNNNNNNN", "NNNNNNNNNN", remark="unknown", secret="wrong_key"),
    # Another group's element: the stranger's own
    *both("plans:edit", "LFFOFOFNNN", "LFFOFOFNNN", remark="another group's", uid="other_goal"),
    # Shared elements are the coordinator's
    *both("plans:edit", "LFFFFOFNNN", "LFFFFOFNNN", remark="shared", uid="vision"),
]
