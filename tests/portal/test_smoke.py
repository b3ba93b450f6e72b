def test_dana_works_in_millrace(dana, millrace):
    assert dana.works_here
    assert dana.scope("officer") == [millrace.path]
