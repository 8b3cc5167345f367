"""Labels, help and errors of every form, as a screen reader meets them."""

from django import forms

from atspaces.shared import widgets


class VisitForm(forms.Form):
    name = forms.CharField(label="Full name", help_text="As on your ID")
    mobile = forms.CharField(label="Mobile", widget=widgets.PhoneInput)
    code = forms.CharField(label="Code", widget=widgets.OtpInput)
    kind = forms.ChoiceField(label="What", choices=[("a", "Desk"), ("b", "Room")], widget=widgets.Segmented)
    email = forms.EmailField(label="E-mail", required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)


class SearchForm(VisitForm):
    mark_optional = False


def test_help_and_error_are_tied_to_their_control() -> None:
    drawn = str(VisitForm({"kind": "a"})["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<label for="id_name">Full name' in drawn


def test_a_group_is_a_fieldset_with_a_legend() -> None:
    drawn = str(VisitForm()["kind"].as_field_group())
    assert "<fieldset" in drawn
    assert "<legend>What" in drawn
    assert drawn.count('type="radio"') == 2
    assert 'class="segmented"' in drawn


def test_the_summary_leads_to_each_field_and_to_the_first_of_a_group() -> None:
    drawn = str(VisitForm({}))
    assert 'class="error-summary"' in drawn
    assert 'href="#id_name"' in drawn
    assert 'href="#id_kind_0"' in drawn
    assert 'id="id_kind_0"' in drawn


def test_a_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in str(VisitForm())


def test_hidden_fields_are_sent_and_not_shown() -> None:
    drawn = str(VisitForm(initial={"back": "/find/"}))
    assert drawn.count('name="back"') == 1
    assert 'for="id_back"' not in drawn


def test_what_was_typed_is_kept_and_escaped() -> None:
    drawn = str(VisitForm({"name": '"><script>'})["name"].as_field_group())
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_phones_and_codes_bring_the_right_keyboard() -> None:
    form = VisitForm()
    mobile, code = str(form["mobile"].as_field_group()), str(form["code"].as_field_group())
    assert 'type="tel"' in mobile
    assert "+962" in mobile
    assert 'autocomplete="one-time-code"' in code
    assert 'inputmode="numeric"' in code


def test_optional_is_said_unless_the_form_says_otherwise() -> None:
    assert "(optional)" in str(VisitForm()["email"].as_field_group())
    assert "(optional)" not in str(VisitForm()["name"].as_field_group())
    assert "(optional)" not in str(SearchForm()["email"].as_field_group())
