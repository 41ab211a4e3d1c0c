"""How gunicorn serves `make run`: as a deployment, but with one worker, and a word on the screen
when it is ready."""

from pathlib import Path
from runpy import run_path
from typing import Any

globals().update(run_path(str(Path(__file__).parent.parent / "gunicorn.conf.py")))
workers = 1
worker_class = "gthread"
threads = 4
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Print the address, and whether demonstration rows are live, once the program can answer."""
    if worker.age > 1:  # a worker that replaces one that ended
        return
    host, port = worker.sockets[0].getsockname()
    print(f"\n免费采血点名录 http://{host}:{port}  （Ctrl-C 结束 · Ctrl-C ends it）")
    release = worker.wsgi.test_client().get("/api/v1/release").get_json()
    demo = release.get("sites", {}).get("demo", 0)
    if demo:
        print(
            f"注意：现在显示的有 {demo} 条演示数据，不是真的采血点，不能拨打。\n"
            f"Note: {demo} demonstration rows are live. They are not real sites; "
            "nobody can call them."
        )
    print(flush=True)
