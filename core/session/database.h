#pragma once

#include "core/base/guarded.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace transcope::core {

/// A failure of SQLite or of what a session file holds. Thrown inside core/session only; Session's methods
/// turn it into a Result at the edge.
class DatabaseError : public ErrorException
{
public:
    using ErrorException::ErrorException;
};

/// There is no room for what was to be written.
class DiskFullError : public DatabaseError
{
public:
    using DatabaseError::DatabaseError;
};

/// One SQLite connection. Not thread-safe. Every method throws DatabaseError, whose message names the file.
class Database
{
public:
    enum class Mode {
        Create,    ///< makes the file; WriteFailed when that is not possible
        ReadWrite, ///< the file must exist
        Alone,     ///< as ReadWrite, but locked for others and without a file beside it that takes room
        ReadOnly,  ///< for a file or folder that cannot be written; writes fail with WriteFailed
    };

    Database(std::filesystem::path path, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// Runs statements without parameters or results.
    void execute(const std::string& sql);
    /// The single whole number that a query such as "PRAGMA user_version" gives.
    std::int64_t number(const std::string& sql);
    /// A number that another one follows when another connection has committed something.
    std::int64_t dataVersion() { return number("PRAGMA data_version"); }
    /// Rows changed by the last statement.
    std::int64_t changes() const;
    std::int64_t lastInsertId() const;
    sqlite3* handle() const { return m_handle; }

    /// Throws the DatabaseError for an SQLite result code.
    [[noreturn]] void raise(int code) const;
    /// Throws BadInput: the file holds what Transcope never writes. `what` continues "damaged: ".
    [[noreturn]] void raiseDamaged(const std::string& what) const;

private:
    std::filesystem::path m_path;
    sqlite3* m_handle = nullptr;
};

/// A prepared statement. Parameters count from 1, columns from 0. Methods throw DatabaseError.
class Statement
{
public:
    Statement(const Database& database, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int parameter, std::int64_t value);
    void bind(int parameter, double value);
    void bind(int parameter, std::optional<double> value);
    void bind(int parameter, std::string_view text);
    /// The bytes must live until the statement was stepped.
    void bindBlob(int parameter, std::span<const std::byte> bytes);

    /// Goes to the next row; false at the end.
    bool step();
    /// Makes it ready for new parameters; what was bound stays bound.
    void reset();
    /// Runs a statement that gives no rows, and makes it ready for new parameters.
    void run();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::optional<double> optionalReal(int column) const;
    std::string text(int column) const;
    /// Valid until the next step().
    std::span<const std::byte> blob(int column) const;
    /// A blob as numbers; BadInput (damaged) when its length is not a whole count of them.
    template <class T> std::vector<T> numbers(int column) const;

private:
    const Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

/// Until its end all reads see one state of the file, whatever other connections commit meanwhile.
class Snapshot
{
public:
    explicit Snapshot(Database& database);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Database& m_database;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back when commit() was not reached.
class Transaction
{
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

} // namespace transcope::core
