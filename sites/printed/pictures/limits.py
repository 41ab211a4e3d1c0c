"""What every picture and document must keep to before it is opened at all."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from sites.errors import BadFileError

Pixels = npt.NDArray[np.uint8]  # height × width × 3, RGB

MAX_FILE_BYTES = 200_000_000


def refuse_size(path: Path) -> None:
    """Raises BadFileError for a file that is not there, is empty, or is over 200 MB."""
    try:
        if not path.is_file():
            raise BadFileError(f"找不到文件 {path.name}；请核对路径。")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise BadFileError(f"文件 {path.name} 打不开；请核对路径和权限。") from error
    if not size:
        raise BadFileError(f"文件 {path.name} 是空的；请重新下载，再读一次。")
    if size > MAX_FILE_BYTES:
        raise BadFileError(
            f"文件 {path.name} 超过 {MAX_FILE_BYTES // 1_000_000} MB，不像名单；"
            "请核对是不是选错了文件，或把它拆成几份再读。"
        )
