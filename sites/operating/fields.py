"""The forms of the workbench. Labels stand in the templates, where they are translated; each form
holds a token that only a page of the same session knows."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from sites.records.operators import ROLES

_TEXT = (InputRequired(), Length(max=64))
_SECRET = (InputRequired(), Length(max=512))


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF comes without types
    """Name and password."""

    name = StringField(validators=_TEXT)
    password = PasswordField(validators=_SECRET)


class CodeForm(FlaskForm):  # type: ignore[misc]
    """A code of the telephone."""

    code = StringField(validators=_TEXT)


class RecoveryForm(SignInForm):
    """Name, password and a recovery code."""

    code = StringField(validators=_TEXT)


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """Password and code of who is signed in."""

    password = PasswordField(validators=_SECRET)
    code = StringField(validators=_TEXT)


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, twice: nobody sees what is typed."""

    password = PasswordField(validators=_SECRET)
    again = PasswordField(validators=_SECRET)


class RoleForm(FlaskForm):  # type: ignore[misc]
    """Another role for an account."""

    role = SelectField(choices=list(ROLES), validators=(InputRequired(),))


class TokenForm(FlaskForm):  # type: ignore[misc]
    """A button: nothing but the token."""
