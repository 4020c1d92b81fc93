"""Keys and bytes -> rows of SQLite tables.

Each row has a checksum: a flipped bit makes it absent, never wrong. A file that cannot be read is begun again.
"""

import contextlib
import errno
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

FORMAT = 2
_REFUSALS = {
    "full": errno.ENOSPC,
    "readonly": errno.EROFS,
    "unable to open": errno.EACCES,
    "locked": errno.EAGAIN,
    "disk I/O": errno.EIO,
}
"""What SQLite's words for a refusal of the machine mean."""
_SAID_OF_DAMAGE = (errno.ENOSPC, errno.EROFS)
"""What SQLite says of some damaged files, too, however much room there is."""
_PATIENCE = 60
"""Seconds that one process waits for another one: some read texts while others are written."""
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""How SQLite says that something is wrong; in a damaged file its own words may be damaged, too."""


class Tables:
    """One database file with the given tables; a resource, to be closed."""

    def __init__(self, path: Path, names: tuple[str, ...], *, synced: bool) -> None:
        """Open or create the file at `path`. `synced`: commits reach the disk before they return."""
        self._path = path
        self._names = names
        self._synced = synced
        self.was_damaged = False
        """Whether an unreadable file was deleted."""
        self._connection = self._open()

    def read_all(self, table: str) -> dict[str, bytes]:
        """Return every sound row of a table."""
        rows = self._attempt(f"SELECT key, data, mark FROM {table}", ())
        return {key: data for key, data, mark in rows if _is_sound(key, data, mark)}

    def read(self, table: str, key: str) -> bytes | None:
        """Return the data under `key`, or None if there is no sound row."""
        rows = self._attempt(f"SELECT key, data, mark FROM {table} WHERE key = ?", (key,))
        return next((data for found, data, mark in rows if found == key and _is_sound(found, data, mark)), None)

    def keys(self, table: str) -> frozenset[str]:
        """Return the keys of a table, sound or not."""
        return frozenset(row[0] for row in self._attempt(f"SELECT key FROM {table}", ()) if isinstance(row[0], str))

    def write(self, table: str, rows: Mapping[str, bytes], *, remove: Iterable[str] = ()) -> None:
        """Put rows and remove others in one transaction; an unreadable file is deleted first."""
        marked = [(key, data, _mark(key, data)) for key, data in rows.items()]
        gone = [(key,) for key in remove]
        if not marked and not gone:
            return
        try:
            self._put(table, marked, gone)
        except _ERRORS as error:
            self._raise_if_refused(error, size=sum(map(len, rows.values())))
            self.clear()
            self._put(table, marked, [])

    def clear(self) -> None:
        """Begin the file again, empty: what was found in it cannot be relied on."""
        self._connection.close()
        self._discard()
        self._connection = self._connect()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _put(self, table: str, rows: list[tuple[str, bytes, int]], gone: list[tuple[str]]) -> None:
        with self._connection:
            self._connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)
            self._connection.executemany(f"INSERT OR REPLACE INTO {table} (key, data, mark) VALUES (?, ?, ?)", rows)

    def _attempt(self, query: str, values: tuple[str, ...]) -> Iterator[tuple[str, bytes, int]]:
        try:
            yield from self._connection.execute(query, values).fetchall()
        except _ERRORS as error:
            # Other refusals are no sure sign here: of a file that was cut short, SQLite says "disk I/O error", too.
            self._raise_if_refused(error, (errno.EAGAIN,))
            self.clear()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except _ERRORS as error:
            self._raise_if_refused(error)
            self._discard()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE)
        try:
            self._prepare(connection)
        except _ERRORS:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.execute(f"PRAGMA synchronous = {'FULL' if self._synced else 'OFF'}")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, FORMAT):
            raise sqlite3.DatabaseError("another format")
        if version:
            self._make_tables(connection)
        else:
            self._begin(connection)

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Begin an empty file in one transaction: the disk is waited for at the end of each."""
        connection.execute("BEGIN")
        with connection:
            # Only here: SQLite writes both whenever they are said.
            connection.execute("PRAGMA auto_vacuum = FULL")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            self._make_tables(connection)

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        for name in self._names:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {name} (key TEXT PRIMARY KEY, data BLOB, mark INTEGER)")
            connection.execute(f"SELECT key, data, mark FROM {name} LIMIT 1").fetchall()

    def _has_room(self, size: int) -> bool:
        """Tell whether the disk takes as many bytes as SQLite needs at most to write rows of `size` bytes."""
        probe = f"{self._path}-probe"
        try:
            with open(probe, "wb") as file:
                file.write(bytes(2 * (size + os.path.getsize(self._path)) + 65_536))
        except OSError:
            return False
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(probe)
        return True

    def _raise_if_refused(
        self, error: Exception, numbers: Collection[int] = _REFUSALS.values(), *, size: int = 0
    ) -> None:
        number = _refusal(error)
        if number in numbers and not (number in _SAID_OF_DAMAGE and self._has_room(size)):
            raise OSError(number, str(error), str(self._path)) from error

    def _discard(self) -> None:
        self.was_damaged = True
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{self._path}{suffix}")


def _mark(key: str, data: bytes) -> int:
    """Return a checksum against accidents; people who may write here may write into the sources, too."""
    return zlib.crc32(data, zlib.crc32(key.encode("utf-8", "surrogatepass")))


def _is_sound(key: object, data: object, mark: object) -> bool:
    return isinstance(key, str) and isinstance(data, bytes) and mark == _mark(key, data)


def _refusal(error: Exception) -> int:
    """Return why the machine refused (`errno`), or 0 when the file itself is damaged."""
    words = str(error) if isinstance(error, sqlite3.OperationalError) else ""
    return next((number for sign, number in _REFUSALS.items() if sign in words), 0)
