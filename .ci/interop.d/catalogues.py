"""What the checks compare with: catalogue.json, of a plan and of a workspace."""

import json


def read(path):
    return json.loads(path.read_text("utf-8"))


def is_workspace(catalogue):
    return catalogue["format"] == "odp-workspace"


def of_plans(folder):
    """The catalogue.json of every plan below a folder, by its path."""
    found = {path: read(path) for path in sorted(folder.rglob("catalogue.json"))}
    return {path: catalogue for path, catalogue in found.items() if not is_workspace(catalogue)}


def plans(catalogue):
    """The plans of a catalogue: itself, or all of a workspace, bureau by bureau."""
    if not is_workspace(catalogue):
        return [catalogue]
    return [plan for publisher in catalogue["publishers"] for plan in publisher["plans"]]


def placed(catalogue):
    """Every dataset of a plan, with the letter of its section."""
    for section in catalogue["sections"]:
        for place in section.get("organisations", [section]):
            for half in place.get("halves") or []:
                for dataset in half["datasets"]:
                    yield section["letter"], dataset


def datasets(catalogue):
    """Every dataset of a plan."""
    return [dataset for _, dataset in placed(catalogue)]


def publisher(catalogue):
    """The id of a plan's first publisher, under which its datasets are known."""
    return catalogue["plan"]["publishers"][0]["id"]


def newest_last(all_plans):
    """Plans by age: what stands in several is as the last says."""
    return sorted(all_plans, key=lambda plan: plan["plan"]["period"]["from"])


def original(catalogue):
    """The language that a plan was written in."""
    return next(each["tag"] for each in catalogue["plan"]["languages"] if each["role"] == "original")


def title(dataset, tag, otherwise):
    """What a dataset is called in a language, else in another."""
    return dataset["name"].get(tag, {}).get("text") or dataset["name"][otherwise]["text"]
