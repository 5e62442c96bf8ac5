#include "core/session/session.h"

#include "core/base/atomicfile.h"
#include "core/base/filewait.h"
#include "core/base/try.h"
#include "core/session/sessionschema.h"
#include "core/session/sqlitesession.h"

#include <unistd.h>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Large pages are read and written with less effort, but a small file would be half empty.
int pageBytes(const SpotTable& spots)
{
    constexpr std::size_t ManySpots = 10'000;
    return spots.size() < ManySpots ? 4096 : 16384;
}

fs::path absolutePath(const fs::path& path)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    return error ? path : absolute;
}

/// SQLite's companions of a database file. A log left beside a deleted session would be replayed into a new
/// one.
void removeCompanions(const fs::path& path)
{
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        std::error_code ignored; // the file is usually not there
        fs::remove(path.string() + suffix, ignored);
    }
}

bool canWrite(const fs::path& path)
{
    // The log file lies beside the session, so the folder must be writable too.
    return ::access(path.c_str(), W_OK) == 0 && ::access(path.parent_path().c_str(), W_OK) == 0;
}

} // namespace

Result<std::unique_ptr<Session>> createSession(const fs::path& givenPath, const SlideReference& slide,
                                               const SpotTable& spots)
{
    const fs::path path = absolutePath(givenPath);
    std::error_code error;
    if (fs::exists(path, error))
        return fail(ErrorCode::InvalidArgument, path.string() + " exists already",
                    "Open it, or choose another name");
    auto made = writeAtomically(path, [&](const fs::path& temporary) {
        const auto written = guardedCall([&] {
            Database database(temporary, Database::Mode::Create);
            database.execute("PRAGMA page_size = " + std::to_string(pageBytes(spots)));
            writeNewSession(database, slide, spots);
            database.execute("PRAGMA journal_mode = WAL"); // stays in the file
        });
        removeCompanions(temporary);
        removeCompanions(path);
        return written;
    });
    if (!made && made.error().code != ErrorCode::InvalidArgument)
        made.error().code = ErrorCode::WriteFailed;
    TRY_RUN(made);
    return openSession(path);
}

Result<std::unique_ptr<Session>> openSession(const fs::path& givenPath)
{
    const fs::path path = absolutePath(givenPath);
    const FileWait wait(path);
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + " does not exist", "Check the name");
    if (!fs::is_regular_file(path, error))
        return fail(ErrorCode::BadInput, path.string() + " is not a file", "Choose a .transcope file");
    if (::access(path.c_str(), R_OK) != 0)
        return fail(ErrorCode::BadInput, path.string() + " cannot be read",
                    "Ask the file's owner for permission");
    const auto open = [&](Database::Mode mode) -> std::unique_ptr<Session> {
        return std::make_unique<SqliteSession>(std::make_unique<Database>(path, mode));
    };
    return guardedCall([&] {
        if (!canWrite(path))
            return open(Database::Mode::ReadOnly);
        try {
            return open(Database::Mode::ReadWrite);
        } catch (const DiskFullError&) { // it can still be looked at
            return open(Database::Mode::Alone);
        }
    });
}

} // namespace transcope::core
