"""JSON Schema 2020-12, as much of it as doc/api.yaml uses.

A keyword that is not known here is an error and not passed over, so that no
promise of the description goes unchecked.
"""
import re

NOTES = {"description", "default", "properties", "required", "items",
         "unevaluatedProperties", "allOf", "$ref"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool,
         "null": type(None), "integer": int,
         "number": (int, float)}


def is_type(value, name):
    if name in ("integer", "number") and isinstance(value, bool):
        return False
    return isinstance(value, TYPES[name])


CHECKS = {
    "type": lambda v, t: any(
        is_type(v, n) for n in (t if isinstance(t, list) else [t])),
    "enum": lambda v, e: v in e,
    "const": lambda v, c: v == c,
    "pattern": lambda v, p: not isinstance(v, str) or re.search(p, v),
    "minimum": lambda v, m: not isinstance(v, int) or v >= m,
    "maximum": lambda v, m: not isinstance(v, int) or v <= m,
    "minLength": lambda v, m: not isinstance(v, str) or len(v) >= m,
    "maxLength": lambda v, m: not isinstance(v, str) or len(v) <= m,
}


class Validator:
    def __init__(self, document):
        self.document = document

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def errors(self, schema, value):
        found = []
        self.check(schema, value, "answer", found)
        return found

    def check(self, schema, value, where, found):
        """Append what is wrong; return the members that were described."""
        schema = self.resolve(schema)
        for keyword, argument in schema.items():
            if keyword in CHECKS:
                if not CHECKS[keyword](value, argument):
                    found.append(f"{where}: {value!r:.80} against "
                                 f"{keyword} {argument}")
            elif keyword not in NOTES:
                raise ValueError(f"unknown keyword {keyword}")
        described = set()
        for part in schema.get("allOf", []):
            described |= self.check(part, value, where, found)
        if isinstance(value, list) and "items" in schema:
            for i, item in enumerate(value):
                self.check(schema["items"], item, f"{where}[{i}]", found)
        if isinstance(value, dict):
            described |= self.members(schema, value, where, found)
            if schema.get("unevaluatedProperties") is False:
                for name in value.keys() - described:
                    found.append(f"{where}: undescribed member {name}")
        return described

    def members(self, schema, value, where, found):
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                found.append(f"{where}: no member {name}")
        for name, part in properties.items():
            if name in value:
                self.check(part, value[name], f"{where}.{name}", found)
        return set(properties)
