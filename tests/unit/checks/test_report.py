from postil.checks.report import MAX_ISSUES, Report, figure, quoted, shortened


def test_an_annotation_that_is_wrong_throughout_keeps_only_its_first_issues():
    report = Report()
    for number in range(100):
        report.add("GEO004", f"point {number}", "")
    assert len(report.issues) == MAX_ISSUES
    assert report.issues[0].message == "point 0"


def test_long_values_are_cut_to_a_readable_length():
    assert len(shortened("x" * 1000)) == 200
    assert shortened([1, 2]) == [1, 2]
    assert isinstance(shortened([1] * 1000), str)


def test_text_is_quoted_and_numbers_are_not():
    assert (quoted("car"), quoted(3), quoted(None)) == ('"car"', "3", "None")
    assert quoted("x" * 200).endswith('…"')


def test_figures_show_no_noise_of_binary_fractions():
    assert figure(0.1 + 0.2) == "0.3"
    assert figure(1234567) == "1,234,567"
