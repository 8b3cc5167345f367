"""Django's admin under AtSpaces' own name."""

from django.contrib.admin.apps import AdminConfig


class AtSpacesAdminConfig(AdminConfig):
    # Named, not imported: the site knows the apps' models, which are not loaded yet here.
    default_site = "atspaces.pages.back_office.AtSpacesAdminSite"
