"""What lies in a shared folder under an object's name and is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.errors import StorageError
from desktop.sync.flow import Flow, TokenBucket
from desktop.sync.folder_store import FolderStore


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_in_the_place_of_a_chunk_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "chunk")
    with pytest.raises(StorageError) as refused:
        FolderStore(tmp_path, "kho", Flow(TokenBucket(0))).get("chunk", 100)
    assert refused.value.code is StorageError.Code.CANNOT_READ
