"""Addresses of people and invitations."""

from django.urls import path

from workgroups.views import accept, invitations, openness, people

app_name = "workgroups"
urlpatterns = [
    path("kvietimas/<str:secret>/", accept.accept_invitation, name="accept_invitation"),
    path("paskyra/viesumas/", openness.own_consent, name="own_consent"),
    path("rengimas/zmones/", people.people, name="people"),
    path("rengimas/zmones/kviesti/", invitations.invite_person, name="invite_person"),
    path("rengimas/zmones/kviesti-sarasa/", invitations.invite_list, name="invite_list"),
    path("rengimas/zmones/kviesti-sarasa/issiusti/", invitations.send_list, name="send_list"),
    path("rengimas/zmones/kvietimai/", invitations.invitations, name="invitations"),
    path("rengimas/zmones/kvietimai/<int:pk>/atsaukti/", invitations.revoke_invitation, name="revoke_invitation"),
    path("rengimas/zmones/kvietimai/<int:pk>/kartoti/", invitations.resend_invitation, name="resend_invitation"),
    path("rengimas/zmones/<int:pk>/", people.person, name="person"),
    path("rengimas/zmones/<int:pk>/duomenys/", people.update_person, name="update_person"),
    path("rengimas/zmones/<int:pk>/vaidmenys/", people.grant_role, name="grant_role"),
    path("rengimas/zmones/<int:pk>/vaidmenys/<slug:role>/atimti/", people.revoke_role, name="revoke_role"),
    path("rengimas/zmones/<int:pk>/vietos/", people.give_seat, name="give_seat"),
    path("rengimas/zmones/<int:pk>/vietos/<slug:slug>/atimti/", people.take_seat, name="take_seat"),
    path("rengimas/zmones/<int:pk>/isjungti/", people.deactivate_person, name="deactivate_person"),
    path("rengimas/zmones/<int:pk>/ijungti/", people.activate_person, name="activate_person"),
    path("rengimas/zmones/<int:pk>/sutikimas/", openness.record, name="record_consent"),
    path("rengimas/zmones/<int:pk>/sutikimas/atsaukti/", openness.withdraw, name="withdraw_consent"),
    path("rengimas/zmones/<int:pk>/antras-veiksnys/", people.reset_second_factor, name="reset_second_factor"),
]
