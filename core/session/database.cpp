#include "core/session/database.h"

#include <cstring>
#include <sqlite3.h>

namespace transcope::core {

namespace {

/// How long a call waits while another process writes to the same session.
constexpr int BusyTimeoutMs = 5000;

/// A file: URI that tells SQLite that nothing can change the file, so that no lock or -shm file is needed.
std::string immutableUri(const std::filesystem::path& path)
{
    std::string uri = "file:";
    for (const char c : path.string()) {
        if (c == '%' || c == '?' || c == '#') {
            constexpr char Hex[] = "0123456789ABCDEF";
            uri += {'%', Hex[(c >> 4) & 15], Hex[c & 15]};
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

Error errorFor(int code, const std::string& file, const std::string& reason)
{
    if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ)
        return {ErrorCode::BadInput, file + " cannot be read (" + reason + ")", "Check the disk"};
    if (code == SQLITE_IOERR_SHMSIZE)
        code = SQLITE_FULL; // no room for the index of the log, which opening makes
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return {ErrorCode::BadInput, file + " is not a Transcope session", "Choose a .transcope file"};
    case SQLITE_CORRUPT:
        return {ErrorCode::BadInput, file + " is damaged (" + reason + ")",
                "Take the file from a backup, or make a new session and predict again"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::WriteFailed, file + " is being written by another program",
                "Close the session there, or try again in a moment"};
    case SQLITE_READONLY:
        return {ErrorCode::WriteFailed, file + " is read-only",
                "Save the session under a new name in a folder that can be written"};
    case SQLITE_CANTOPEN:
        return {ErrorCode::BadInput, file + " cannot be opened (" + reason + ")",
                "Check the permissions of the file and its folder"};
    case SQLITE_FULL:
        return {ErrorCode::WriteFailed, file + " could not be written: the disk is full",
                "Free some space and try again"};
    case SQLITE_TOOBIG:
        return {ErrorCode::WriteFailed, file + " could not be written: a value is too large", ""};
    default:
        return {ErrorCode::WriteFailed, file + " could not be read or written (" + reason + ")",
                "Check the disk, its free space and the folder's permissions"};
    }
}

} // namespace

Database::Database(std::filesystem::path path, Mode mode) : m_path(std::move(path))
{
    // Session serialises its calls, so SQLite need not.
    int flags = SQLITE_OPEN_NOMUTEX;
    std::string name = m_path.string();
    switch (mode) {
    case Mode::Create:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        break;
    case Mode::ReadWrite:
    case Mode::Alone:
        flags |= SQLITE_OPEN_READWRITE;
        break;
    case Mode::ReadOnly:
        flags |= SQLITE_OPEN_READONLY;
        // A log left by a killed program holds rows that an immutable view would not show.
        if (std::error_code ignored; !std::filesystem::exists(name + "-wal", ignored)) {
            flags |= SQLITE_OPEN_URI;
            name = immutableUri(m_path);
        }
        break;
    }
    if (const int code = sqlite3_open_v2(name.c_str(), &m_handle, flags, nullptr); code != SQLITE_OK) {
        const Error error = errorFor(code, m_path.string(), sqlite3_errstr(code));
        sqlite3_close(m_handle);
        throw DatabaseError(error);
    }
    sqlite3_busy_timeout(m_handle, BusyTimeoutMs);
    sqlite3_extended_result_codes(m_handle, 1);
    // A session may come from a stranger: nothing in its schema may run code or rewrite the schema.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    if (mode == Mode::Alone) // the index of the log then lies in memory
        sqlite3_exec(m_handle, "PRAGMA locking_mode = EXCLUSIVE", nullptr, nullptr, nullptr);
}

Database::~Database()
{
    sqlite3_close(m_handle);
}

void Database::execute(const std::string& sql)
{
    if (const int code = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
        raise(code);
}

std::int64_t Database::number(const std::string& sql)
{
    Statement statement(*this, sql.c_str());
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

void Database::raise(int code) const
{
    if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        throw DiskFullError(errorFor(code, m_path.string(), sqlite3_errmsg(m_handle)));
    throw DatabaseError(errorFor(code, m_path.string(), sqlite3_errmsg(m_handle)));
}

void Database::raiseDamaged(const std::string& what) const
{
    throw DatabaseError(errorFor(SQLITE_CORRUPT, m_path.string(), what));
}

Statement::Statement(const Database& database, const char* sql) : m_database(database)
{
    const int code = sqlite3_prepare_v2(database.handle(), sql, -1, &m_statement, nullptr);
    if (code == SQLITE_ERROR)
        database.raiseDamaged(sqlite3_errmsg(database.handle())); // a table or column is not there
    if (code != SQLITE_OK)
        database.raise(code);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

void Statement::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement, parameter, value);
}

void Statement::bind(int parameter, double value)
{
    sqlite3_bind_double(m_statement, parameter, value);
}

void Statement::bind(int parameter, std::optional<double> value)
{
    if (value)
        bind(parameter, *value);
    else
        sqlite3_bind_null(m_statement, parameter);
}

void Statement::bind(int parameter, std::string_view text)
{
    sqlite3_bind_text64(m_statement, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bindBlob(int parameter, std::span<const std::byte> bytes)
{
    // An empty span may have no address, which SQLite would store as NULL.
    const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
    const int code = sqlite3_bind_blob64(m_statement, parameter, data, bytes.size(), SQLITE_STATIC);
    if (code != SQLITE_OK)
        m_database.raise(code);
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        m_database.raise(code);
    return code == SQLITE_ROW;
}

void Statement::reset()
{
    sqlite3_reset(m_statement); // gives the code of the last step again, which step() has raised
}

void Statement::run()
{
    step();
    reset();
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::optional<double> Statement::optionalReal(int column) const
{
    if (sqlite3_column_type(m_statement, column) == SQLITE_NULL)
        return std::nullopt;
    return real(column);
}

std::string Statement::text(int column) const
{
    const auto* bytes = sqlite3_column_text(m_statement, column);
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return bytes ? std::string(reinterpret_cast<const char*>(bytes), length) : std::string();
}

std::span<const std::byte> Statement::blob(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement, column);
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    if (!bytes && length > 0)
        m_database.raise(SQLITE_NOMEM);
    return {static_cast<const std::byte*>(bytes), bytes ? length : 0};
}

template <class T> std::vector<T> Statement::numbers(int column) const
{
    const auto bytes = blob(column);
    if (bytes.size() % sizeof(T) != 0)
        m_database.raiseDamaged("a list of numbers has a broken length");
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

template std::vector<float> Statement::numbers<float>(int) const;
template std::vector<std::int32_t> Statement::numbers<std::int32_t>(int) const;
template std::vector<std::uint8_t> Statement::numbers<std::uint8_t>(int) const;

Snapshot::Snapshot(Database& database) : m_database(database)
{
    m_database.execute("BEGIN");
}

Snapshot::~Snapshot()
{
    sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Transaction::Transaction(Database& database) : m_database(database)
{
    m_database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    // SQLite may have rolled back by itself (disk full); then this does nothing.
    if (m_open)
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.execute("COMMIT");
    m_open = false;
}

} // namespace transcope::core
