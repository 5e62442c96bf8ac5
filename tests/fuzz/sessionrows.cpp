#include "core/session/session.h"
#include "tests/fuzz/fuzzinput.h"

#include <sqlite3.h>
#include <zlib.h>

#include <memory>

using namespace transcope;
using fuzz::InputFile, fuzz::parts, fuzz::require;

namespace {

constexpr int Spots = 4, Genes = 3;

/// A session with one layer of a batch and of a chunk in pieces, whose columns the input replaces.
class Template
{
public:
    Template() : m_file("rows.transcope")
    {
        core::SpotTable spots;
        for (int i = 0; i < Spots; ++i)
            spots.spots.push_back({std::to_string(i) + "x0", {10.0 * i, 5}, i, 0});
        spots.diameterLevel0Px = 4;
        auto session = core::createSession(m_file.path(), {"/slide.svs", "00", {100, 50}, 0.5}, spots);
        require(session.has_value(), "a session");
        core::LayerInfo info;
        info.name = "M2OST";
        info.genes = {{"DDX5", ""}, {"ACTB", ""}, {"CD19", ""}};
        const auto layer = (*session)->addLayer(info);
        require(layer.has_value(), "a layer");
        const std::vector<float> rows(2 * Genes, 1);
        const std::vector<std::uint8_t> padded(2, 0);
        require((*session)->writeRows(*layer, std::vector{0, 1}, rows, padded).has_value(), "rows");
        require((*session)->compact(*layer).has_value(), "pieces");
        require((*session)->writeRows(*layer, std::vector{2, 3}, rows, padded).has_value(), "more rows");
        require((*session)->foldLog().has_value(), "a whole file");
    }
    const InputFile& file() const { return m_file; }

private:
    InputFile m_file;
};

/// Sets one column of every row to bytes.
void set(sqlite3* database, const char* sql, std::string_view bytes, std::int64_t checksum)
{
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK, sql);
    sqlite3_bind_blob(statement, 1, bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, checksum);
    require(sqlite3_step(statement) == SQLITE_DONE, sql);
    sqlite3_finalize(statement);
}

std::int64_t checksum(std::string_view a, std::string_view b = {}, std::string_view c = {})
{
    uLong crc = crc32_z(0, nullptr, 0);
    for (const auto part : {a, b, c})
        crc = part.empty() ? crc : crc32_z(crc, reinterpret_cast<const Bytef*>(part.data()), part.size());
    return static_cast<std::int64_t>(crc);
}

void replace(const std::filesystem::path& path, const std::vector<std::string_view>& fields)
{
    sqlite3* opened = nullptr;
    require(sqlite3_open(path.c_str(), &opened) == SQLITE_OK, "the session as a database");
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
    set(opened, "UPDATE layer SET genes = CAST(?1 AS TEXT) WHERE ?2 = 0", fields[0], 0);
    set(opened, "UPDATE layer SET provenance = CAST(?1 AS TEXT) WHERE ?2 = 0", fields[1], 0);
    set(opened, "UPDATE chunk SET spots = ?1, checksum = ?2", fields[2],
        checksum(fields[2], fields[3], fields[4]));
    set(opened, "UPDATE chunk SET padded = ?1 WHERE ?2 = 0", fields[3], 0);
    set(opened, "UPDATE chunk SET expression = ?1 WHERE length(expression) > 0 AND ?2 = 0", fields[4], 0);
    set(opened, "UPDATE chunk SET checksum = ?2 WHERE length(expression) = 0 AND ?1 IS NOT NULL", fields[2],
        checksum(fields[2], fields[3]));
    set(opened, "UPDATE piece SET expression = ?1, checksum = ?2", fields[5], checksum(fields[5]));
}

} // namespace

/// input: genes, provenance, and the spots, border marks, batch and piece of a layer, divided: what lies
/// behind the checksums of a session, which are made right.
void fuzz::run(std::string_view input)
{
    static const Template sound;
    replace(sound.file().path(), parts(input, 6));
    const auto session = core::openSession(sound.file().path());
    require(session.has_value(), "a session whose layers are damaged opens");
    for (const auto& layer : (*session)->layers().value_or(std::vector<core::LayerInfo>())) {
        (void)(*session)->readLayer(layer.id);
        (void)(*session)->missingSpots(layer.id);
        for (std::size_t gene = 0; gene < std::min<std::size_t>(layer.genes.size(), 4); ++gene)
            (void)(*session)->readGene(layer.id, gene);
        (void)(*session)->readSpot(layer.id, Spots - 1);
        (void)(*session)->readPadded(layer.id);
    }
}
