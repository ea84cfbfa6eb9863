from api.realtime.limits import Bucket


def test_a_bucket_gives_its_capacity_at_once_and_then_as_fast_as_it_refills() -> None:
    bucket = Bucket(capacity=3, refill=2, tokens=3, at=100)
    assert [bucket.take(100) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(100.4)
    assert bucket.take(100.6)
    assert not bucket.take(100.7)


def test_a_bucket_never_holds_more_than_its_capacity() -> None:
    bucket = Bucket(capacity=2, refill=10, tokens=2, at=0)
    assert [bucket.take(1000) for _ in range(3)] == [True, True, False]
