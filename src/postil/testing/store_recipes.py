"""What every store must do with recipes: versions are appended and stay as they were."""

from postil.model.recipe import Recipe, Rule
from postil.ports.store import Store
from postil.testing.world import NOW, populate

FIRST = Recipe({"Car": Rule(to="car"), "tree": Rule(ignore=True)})
SECOND = Recipe({"Van": Rule(children={"Color": Rule(to="colour", children={"Red": Rule(to="red")})})})


class RecipeTests:
    """The contract of `postil.ports.recipes.RecipeStore`."""

    def test_a_recipe_comes_back_as_it_was_stored(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made = session.recipes.append(world.project_id, "detector", FIRST, None, NOW)
            assert session.recipes.get(made.uid) == session.recipes.by_id(made.id) == made
            assert session.recipes.named(world.project_id, "detector") == made
        assert (made.version, made.recipe, made.created_at, made.author_id) == (1, FIRST, NOW, None)

    def test_versions_are_appended_and_older_ones_stay(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ann = session.access.create_user("ann@example.org", "Ann", False, NOW)
            first = session.recipes.append(world.project_id, "detector", FIRST, ann.id, NOW)
            second = session.recipes.append(world.project_id, "detector", SECOND, None, NOW + 1)
            assert (first.author_id, first.author_email) == (ann.id, "ann@example.org")
            assert (second.id, second.uid, second.version) == (first.id, first.uid, 2)
            assert session.recipes.by_id(first.id, 1) == session.recipes.get(first.uid, 1) == first
            assert session.recipes.named(world.project_id, "detector", 1) == first
            assert session.recipes.by_id(first.id) == second
            assert session.recipes.by_id(first.id, 3) is None

    def test_recipes_of_one_name_in_two_projects_are_two(self, store: Store) -> None:
        here, there = populate(store), populate(store)
        with store.write() as session:
            first = session.recipes.append(here.project_id, "detector", FIRST, None, NOW)
            other = session.recipes.append(there.project_id, "detector", SECOND, None, NOW)
        assert (other.version, other.id != first.id) == (1, True)

    def test_recipes_are_listed_at_their_newest_version(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            for name, recipe in (("a", FIRST), ("b", FIRST), ("a", SECOND)):
                session.recipes.append(world.project_id, name, recipe, None, NOW)
            everything = session.recipes.list_recipes(world.project_id, after_id=0, limit=9)
            rest = session.recipes.list_recipes(world.project_id, after_id=everything[0].id, limit=9)
        assert [(one.name, one.version) for one in everything] == [("a", 2), ("b", 1)]
        assert rest == everything[1:]

    def test_versions_are_listed_newest_first_in_pages(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            for recipe in (FIRST, SECOND, FIRST):
                made = session.recipes.append(world.project_id, "a", recipe, None, NOW)
            newest = session.recipes.versions(made.id, before=None, limit=2)
            oldest = session.recipes.versions(made.id, before=2, limit=2)
        assert [one.version for one in newest + oldest] == [3, 2, 1]

    def test_a_recipe_nobody_made_is_not_found(self, store: Store) -> None:
        world = populate(store)
        with store.read() as session:
            assert session.recipes.get("nothing") is None
            assert session.recipes.named(world.project_id, "nothing") is None
