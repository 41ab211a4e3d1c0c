"""What is said when a command fails in a way that no other sentence foresees."""


def file_failure(error: OSError) -> str:
    """A file could not be read or written."""
    where = f" {error.filename}" if error.filename else ""
    return f"读写文件{where} 失败（{error.strerror or error}）：请检查路径、权限和磁盘空间。"


def fault(error: Exception) -> str:
    """A fault of the program itself."""
    words = f"程序出错了（{type(error).__name__}：{error}），公布的采血点没有改动。"
    return f"{words}请把这句话和用到的文件交给维护者。"
