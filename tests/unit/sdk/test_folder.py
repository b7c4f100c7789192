import pytest

from postil.sdk.folder import Folder, misspelt


@pytest.fixture
def folder(tmp_path):
    for name in ["cat.jpg", "dog.PNG", "train/001.jpg", "test/001.jpg", "notes.txt", "deep/er/owl.webp"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("cat.jpg", "cat.jpg"),
        ("cat", "cat.jpg"),
        ("dog.PNG", "dog.PNG"),
        ("https://images.example/a/cat.jpg", "cat.jpg"),
        ("train/001.jpg", "001.jpg"),
        ("owl.webp", "owl.webp"),
    ],
)
def test_a_global_key_finds_its_image_by_path_name_or_stem(folder, key, found):
    assert folder.find(key).name == found


@pytest.mark.parametrize("key", ["001.jpg", "001", "notes.txt", "horse.jpg", ""])
def test_what_is_no_image_or_several_is_not_found(folder, key):
    assert folder.find(key) is None


def test_only_images_count(folder):
    assert len(folder) == 5


def test_a_key_that_is_nearly_another_one_is_taken_for_a_slip():
    assert misspelt(["chelsae.png"], ["coffee.png", "chelsea.png"]) == {"chelsae.png": "chelsea.png"}


@pytest.mark.parametrize(
    ("key", "known"),
    [("img_0001.jpg", "img_0002.jpg"), ("horse.png", "chelsea.png"), ("a1b2.png", "a1b3.png")],
)
def test_keys_with_other_numbers_or_other_names_are_other_things(key, known):
    assert misspelt([key], [known]) == {}


def test_the_nearest_of_several_is_meant():
    assert misspelt(["coffee_cups.png"], ["coffee_cup.png", "coffee_cap.png"]) == {
        "coffee_cups.png": "coffee_cup.png"
    }
