"""Draws every form of the site through one pair of templates."""

from django.forms.renderers import TemplatesSetting


class SiteFormRenderer(TemplatesSetting):
    """Labels, help, errors and their `aria-describedby` are written once, in `templates/forms/`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
