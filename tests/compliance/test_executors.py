import pytest

from postil.executors.inline import InlineExecutor
from postil.executors.nursery import Nursery
from postil.executors.process import ProcessExecutor
from postil.executors.thread import ThreadExecutor
from postil.testing.executors import ExecutorTests


class TestInlineExecutor(ExecutorTests):
    @pytest.fixture
    def executor(self):
        return InlineExecutor()


class TestThreadExecutor(ExecutorTests):
    @pytest.fixture
    def executor(self):
        executor = ThreadExecutor()
        yield executor
        executor.close()


class TestProcessExecutor(ExecutorTests):
    @pytest.fixture
    def executor(self):
        executor = ProcessExecutor()
        yield executor
        executor.close()


class TestProcessExecutorThatKeepsProcesses(ExecutorTests):
    @pytest.fixture
    def executor(self):
        executor = ProcessExecutor(idle_s=60.0)
        yield executor
        executor.close()


class TestProcessExecutorWithNursery(ExecutorTests):
    @pytest.fixture
    def executor(self):
        nursery = Nursery(idle_s=600)
        executor = ProcessExecutor(nursery=nursery)
        yield executor
        executor.close()
        nursery.close()
