"""Where data rows and ontologies are used, for those who may know."""

import pytest
from sqlalchemy import Engine, event

from postil.errors import NotFoundError
from postil.model.ontology import Feature, Ontology
from postil.services.uses import Uses
from postil.testing.world import NOW, populate, segment


@pytest.fixture
def world(store):
    return populate(store)


@pytest.fixture
def uses(store):
    return Uses(store)


def a_row(world):
    with world.read() as session:
        return session.catalog.rows_by_id(world.rows[:1])[0].uid


def somebody(world, role=None):
    with world.write() as session:
        user = session.access.create_user(f"{role}@example.com", "", False, NOW)
        if role is not None:
            session.access.set_role(world.project_id, user.id, role)
    return user


def said(world, name="boxes"):
    job = world.start_job(name)
    world.layer(job, [segment(world.rows[0], {"a": "car", "b": "car"})])
    world.publish(job)
    return job


def test_a_data_row_tells_its_projects_and_imports(world, uses, actor):
    job = said(world)
    found = uses.of_row(a_row(world), actor)
    assert [(use.project.id, use.task.data_row_id) for use in found.tasks] == [
        (world.project_id, world.rows[0])
    ]
    assert ([one.id for one in found.imports], found.labels) == ([job.id], [])


def test_projects_somebody_has_no_role_in_are_not_told(world, uses, store):
    other = populate(store)
    with store.write() as session:
        batch = session.projects.create_batch(other.project_id, "more", 2, None, NOW)
        session.projects.add_tasks(batch, world.rows, NOW)
    other.rows = world.rows
    said(world)
    said(other)
    found = uses.of_row(a_row(world), somebody(world, "viewer"))
    assert [use.project.id for use in found.tasks] == [world.project_id]
    assert [job.project_id for job in found.imports] == [world.project_id]


def test_a_data_row_nobody_told_of_is_missing(world, uses):
    with pytest.raises(NotFoundError):
        uses.of_row(a_row(world), somebody(world))


def test_an_ontology_tells_the_projects_that_use_it(world, uses, actor):
    with world.write() as session:
        made = session.ontologies.create(Ontology("traffic", [Feature("car", "box")]), NOW, actor.id)
        session.projects.update(world.project_id, name=None, description=None, ontology_id=made.id, at=NOW)
    found = uses.of_ontology(made.uid, actor)
    assert [project.id for project in found.projects] == [world.project_id]
    assert found.features == []
    assert [one.id for one in uses.of_ontology(made.uid, somebody(world, "viewer")).projects] == [
        world.project_id
    ]


def test_an_ontology_nobody_told_of_is_missing(world, uses, actor):
    with world.write() as session:
        made = session.ontologies.create(Ontology("traffic", [Feature("car", "box")]), NOW, actor.id)
    with pytest.raises(NotFoundError):
        uses.of_ontology(made.uid, somebody(world))


def statements(work):
    """Count the statements of some work."""
    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


def test_many_projects_take_no_more_statements_than_one(world, uses, store):
    reader = somebody(world, "viewer")
    with store.write() as session:
        ontology = session.ontologies.create(Ontology("shared", [Feature("car", "box")], "image"), NOW)

    def join(number):
        with store.write() as session:
            project = session.projects.create(f"p{number}", "", "image", ontology.id, None, NOW)
            session.access.set_role(project.id, reader.id, "viewer")
            batch = session.projects.create_batch(project.id, "b", 2, None, NOW)
            session.projects.add_tasks(batch, world.rows[:1], NOW)

    row, counts = a_row(world), []
    for number in range(5):
        join(number)
        counts.append(
            (
                statements(lambda: uses.of_row(row, reader)),
                statements(lambda: uses.of_ontology(ontology.uid, reader)),
            )
        )
    assert len(uses.of_row(row, reader).tasks) == 6
    assert len(uses.of_ontology(ontology.uid, reader).projects) == 5
    assert counts[0] == counts[-1]
