"""A column whose text is sealed by `portal.kernel.crypto`.

Assign and read `str` on the instance; the column holds bytes. The value is opened when it is read, not
when the row is loaded, so a list that does not show the text pays nothing. `.values()` gives the sealed
bytes (open them with `open_value`); filtering and `.update()` on it are refused.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from portal.kernel import crypto

if TYPE_CHECKING:
    _Bytes = models.BinaryField[Any, Any]
else:  # Django's own class takes no parameters
    _Bytes = models.BinaryField


class _Attribute:
    def __init__(self, field: "SealedText") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if value is None or isinstance(value, str):
            return value
        opened = self.field.open_value(bytes(value), pk=instance.pk, owner=self.field.owner_of(instance))
        instance.__dict__[name] = opened
        return opened

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(_Bytes):
    """`owner` names the attribute that holds the owner's id, or is "clinic"."""

    def __init__(self, *args: Any, owner: str = "patient_id", **kwargs: Any) -> None:
        self.owner = owner
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.owner != "patient_id":
            kwargs["owner"] = self.owner
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Attribute(self))

    def owner_of(self, instance: models.Model) -> UUID:
        return crypto.CLINIC if self.owner == "clinic" else getattr(instance, self.owner)

    def _place(self, pk: Any) -> str:
        return f"{self.model._meta.db_table}:{self.column}:{pk}"

    def open_value(self, sealed: bytes, *, pk: Any, owner: UUID) -> str:
        return crypto.unseal(owner, sealed, place=self._place(pk))

    def seal_value(self, text: str, *, pk: Any, owner: UUID) -> bytes:
        return crypto.seal(owner, text, place=self._place(pk))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, str):
            return self.seal_value(value, pk=model_instance.pk, owner=self.owner_of(model_instance))
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed: set it on an instance and save, or use seal_value.")
        return super().get_prep_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed: it cannot be searched.")
        return super().get_lookup(lookup_name)
