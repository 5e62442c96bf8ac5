#pragma once

#include "core/session/session.h"

#include <QElapsedTimer>
#include <QFile>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <sqlite3.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace transcope::test {

using namespace core;

constexpr int Genes = 4;

/// Any spot's value of any gene, so that a row tells whether it is whole.
inline float expected(int spot, int gene)
{
    return static_cast<float>(spot) * 10.0f + static_cast<float>(gene) + 0.125f;
}

inline std::vector<float> expectedRows(const std::vector<int>& spots, int genes = Genes)
{
    std::vector<float> rows;
    for (const int spot : spots)
        for (int g = 0; g < genes; ++g)
            rows.push_back(expected(spot, g));
    return rows;
}

inline SpotTable makeSpots(int count)
{
    SpotTable table;
    table.lattice = Lattice::Hexagonal;
    table.diameterLevel0Px = 80.5;
    table.pitchLevel0Px = 146.25;
    for (int i = 0; i < count; ++i)
        table.spots.push_back(
            {std::to_string(i / 10) + "x" + std::to_string(i % 10), {i * 1.5, i * 2.25}, i / 10, i % 10});
    return table;
}

inline SlideReference makeSlide()
{
    return {"/slides/Präparat 1.svs", "abc123", {40000, 30000}, 0.25};
}

inline LayerInfo makeInfo(const std::string& name, int genes = Genes)
{
    LayerInfo info;
    info.name = name;
    info.kind = LayerKind::Predicted;
    for (int g = 0; g < genes; ++g)
        info.genes.push_back({"GENE" + std::to_string(g), "ENSG" + std::to_string(g)});
    info.provenance = {
        "m2ost", "demo.safetensors",     "ff00", Normalisation::CpmAll, "bfloat16", "AMX here", "cpu",
        0.5,     "2026-01-02T03:04:05Z", "0.1.0"};
    info.heldOutScore.assign(static_cast<std::size_t>(genes), 0.5f);
    return info;
}

inline std::vector<int> range(int first, int count)
{
    std::vector<int> spots;
    for (int i = 0; i < count; ++i)
        spots.push_back(first + i);
    return spots;
}

inline std::vector<std::uint8_t> noPadding(const std::vector<int>& spots)
{
    return std::vector<std::uint8_t>(spots.size(), 0);
}

/// While it lives, no file of this process can grow beyond `bytes`: what a full disk looks like to SQLite.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // the write then fails with EFBIG
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

/// Runs SQL on a database file behind the session's back.
inline void runSql(const std::filesystem::path& path, const char* sql)
{
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    QCOMPARE(sqlite3_close(database), SQLITE_OK);
}

/// The whole number that a query gives.
inline std::int64_t queryNumber(const std::filesystem::path& path, const char* sql)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3_open(path.c_str(), &database);
    const bool found = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK &&
                       sqlite3_step(statement) == SQLITE_ROW;
    const std::int64_t number = found ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

/// Every value of a layer as expected() makes it, where `missing` does not name the spot; the same by gene
/// and by spot. An empty text, or what is wrong.
inline QString wrongValues(const Session& session, std::int64_t layer, const std::vector<int>& missing,
                           int genes)
{
    const auto whole = session.readLayer(layer);
    if (!whole)
        return QString::fromStdString(whole.error().text());
    const auto spots = static_cast<int>(whole->values->spots());
    std::vector<char> isMissing(whole->values->spots(), 0);
    for (const int spot : missing)
        isMissing[static_cast<std::size_t>(spot)] = 1;
    const auto right = [&](float value, int spot, int gene) {
        return isMissing[static_cast<std::size_t>(spot)] ? std::isnan(value) : value == expected(spot, gene);
    };
    for (int gene = 0; gene < genes; ++gene) {
        const auto column = session.readGene(layer, static_cast<std::size_t>(gene));
        if (!column)
            return QString::fromStdString(column.error().text());
        const auto ofWhole = whole->values->gene(static_cast<std::size_t>(gene)).value();
        for (int spot = 0; spot < spots; ++spot) {
            const auto s = static_cast<std::size_t>(spot);
            if (!right((*column)[s], spot, gene) || !right(ofWhole[s], spot, gene))
                return QString("gene %1 at spot %2 is %3").arg(gene).arg(spot).arg(double((*column)[s]));
        }
    }
    for (int spot = 0; spot < spots; spot += 97) {
        const auto row = session.readSpot(layer, static_cast<std::size_t>(spot));
        if (!row)
            return QString::fromStdString(row.error().text());
        for (int gene = 0; gene < genes; ++gene)
            if (!right((*row)[static_cast<std::size_t>(gene)], spot, gene))
                return QString("spot %1 is wrong at gene %2").arg(spot).arg(gene);
    }
    return {};
}

inline QByteArray contents(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void setContents(const std::filesystem::path& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline QElapsedTimer startedTimer()
{
    QElapsedTimer timer;
    timer.start();
    return timer;
}

/// Runs `work` in a process of its own and kills that after so many milliseconds. Its exit code when it came
/// to its end first, -1 when it was killed.
template <class Work> int runUntilKilled(int milliseconds, const Work& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    for (QElapsedTimer timer = startedTimer(); timer.elapsed() < milliseconds;) {
        if (::waitpid(child, &status, WNOHANG) == child)
            return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        ::usleep(200);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace transcope::test
