"""A plugin of CKAN that declares the fields of Hong Kong's portal which CKAN itself has not: all are text at the top of a package."""

from ckan.lib.plugins import DefaultDatasetForm
from ckan.plugins import IDatasetForm, SingletonPlugin, implements, toolkit

FIELDS = ("update_frequency", "data_dictionary", "maintainer_phone")


def declared(schema, *validators):
    """A schema that knows the portal's fields too."""
    return schema | {field: [toolkit.get_validator(name) for name in validators] for field in FIELDS}


class Portal(SingletonPlugin, DefaultDatasetForm):
    """The form of every dataset. What else resources say, CKAN keeps as it is."""

    implements(IDatasetForm)

    def is_fallback(self):
        return True

    def package_types(self):
        return []

    def create_package_schema(self):
        return declared(super().create_package_schema(), "ignore_missing", "unicode_safe", "convert_to_extras")

    def update_package_schema(self):
        return declared(super().update_package_schema(), "ignore_missing", "unicode_safe", "convert_to_extras")

    def show_package_schema(self):
        return declared(super().show_package_schema(), "convert_from_extras", "ignore_missing")
