#include "core/session/sessionschema.h"

#include "core/expression/genejson.h"
#include "core/expression/layerkindname.h"
#include "core/expression/normalisation.h"
#include "core/spots/latticename.h"

#include <cmath>

namespace transcope::core {

namespace {

/// "TSCP" in the file's header, so that `file` and SQLite can tell a session from other databases.
constexpr std::int64_t ApplicationId = 0x54534350;

// Within a chunk the large value comes last, so that finding out which spots are there reads only its head.
constexpr const char* Schema = R"sql(
CREATE TABLE slide (path TEXT NOT NULL, quick_hash TEXT NOT NULL, width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL, um_per_px REAL);
CREATE TABLE spot_table (lattice TEXT NOT NULL, diameter_px REAL NOT NULL, pitch_px REAL, um_per_px REAL,
  count INTEGER NOT NULL);
CREATE TABLE spot (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, x_px REAL NOT NULL,
  y_px REAL NOT NULL, array_row INTEGER NOT NULL, array_col INTEGER NOT NULL);
CREATE TABLE layer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  genes TEXT NOT NULL, provenance TEXT NOT NULL, held_out_score BLOB NOT NULL);
CREATE TABLE chunk (id INTEGER PRIMARY KEY AUTOINCREMENT,
  layer INTEGER NOT NULL REFERENCES layer (id) ON DELETE CASCADE, checksum INTEGER NOT NULL,
  spots BLOB NOT NULL, padded BLOB NOT NULL, expression BLOB NOT NULL);
CREATE INDEX chunk_layer ON chunk (layer);
CREATE TABLE text (key TEXT PRIMARY KEY, value TEXT NOT NULL);
)sql";

std::string provenanceText(const Provenance& provenance)
{
    const nlohmann::json json = {
        {"method", provenance.method},
        {"weightsName", provenance.weightsName},
        {"weightsHash", provenance.weightsHash},
        {"normalisation", name(provenance.normalisation)},
        {"precision", provenance.precision},
        {"precisionReason", provenance.precisionReason},
        {"device", provenance.device},
        {"umPerPx", provenance.umPerPx},
        {"date", provenance.date},
        {"version", provenance.version},
    };
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Provenance provenanceFrom(const Database& database, const nlohmann::json& json)
{
    const auto normalisation = normalisationNamed(json.at("normalisation").get<std::string>());
    if (!normalisation)
        database.raiseDamaged("unknown normalisation");
    Provenance provenance;
    provenance.normalisation = *normalisation;
    json.at("method").get_to(provenance.method);
    json.at("weightsName").get_to(provenance.weightsName);
    json.at("weightsHash").get_to(provenance.weightsHash);
    json.at("precision").get_to(provenance.precision);
    json.at("precisionReason").get_to(provenance.precisionReason);
    json.at("device").get_to(provenance.device);
    json.at("umPerPx").get_to(provenance.umPerPx);
    json.at("date").get_to(provenance.date);
    json.at("version").get_to(provenance.version);
    return provenance;
}

void writeSpots(const Database& database, const std::vector<Spot>& spots)
{
    Statement insert(database, "INSERT OR IGNORE INTO spot VALUES (?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const Spot& spot = spots[i];
        insert.bind(1, static_cast<std::int64_t>(i));
        insert.bind(2, spot.id);
        insert.bind(3, spot.centreLevel0Px.x);
        insert.bind(4, spot.centreLevel0Px.y);
        insert.bind(5, std::int64_t(spot.arrayRow));
        insert.bind(6, std::int64_t(spot.arrayCol));
        insert.run();
        if (database.changes() == 0)
            throw DatabaseError({ErrorCode::InvalidArgument, "Two spots have the id \"" + spot.id + "\"",
                                 "Give every spot its own id."});
    }
}

void requireFinite(const std::vector<Spot>& spots)
{
    for (const Spot& spot : spots)
        if (!std::isfinite(spot.centreLevel0Px.x) || !std::isfinite(spot.centreLevel0Px.y))
            throw DatabaseError({ErrorCode::InvalidArgument, "Spot \"" + spot.id + "\" has no position",
                                 "Remove it, or give it coordinates."});
}

} // namespace

void writeNewSession(Database& database, const SlideReference& slide, const SpotTable& spots)
{
    requireFinite(spots.spots);
    Transaction transaction(database);
    database.execute("PRAGMA application_id = " + std::to_string(ApplicationId) +
                     "; PRAGMA user_version = " + std::to_string(SessionSchemaVersion));
    database.execute(Schema);

    Statement slideRow(database, "INSERT INTO slide VALUES (?, ?, ?, ?, ?)");
    slideRow.bind(1, slide.path.string());
    slideRow.bind(2, slide.quickHash);
    slideRow.bind(3, slide.sizeLevel0Px.width);
    slideRow.bind(4, slide.sizeLevel0Px.height);
    slideRow.bind(5, slide.umPerPx);
    slideRow.run();

    Statement tableRow(database, "INSERT INTO spot_table VALUES (?, ?, ?, ?, ?)");
    tableRow.bind(1, latticeName(spots.lattice));
    tableRow.bind(2, spots.diameterLevel0Px);
    tableRow.bind(3, spots.pitchLevel0Px);
    tableRow.bind(4, spots.umPerPx);
    tableRow.bind(5, static_cast<std::int64_t>(spots.size()));
    tableRow.run();

    writeSpots(database, spots.spots);
    transaction.commit();
}

void checkIsSession(Database& database)
{
    const std::string file = database.path().string();
    if (database.number("PRAGMA application_id") != ApplicationId)
        throw DatabaseError(
            {ErrorCode::BadInput, file + " is not a Transcope session", "Choose a .transcope file."});
    const auto version = database.number("PRAGMA user_version");
    if (version > SessionSchemaVersion)
        throw DatabaseError({ErrorCode::BadInput,
                             file + " was written by a newer Transcope (session format " +
                                 std::to_string(version) + ", this one knows " +
                                 std::to_string(SessionSchemaVersion) + ")",
                             "Open it with the newer version."});
    if (version < 1)
        database.raiseDamaged("no format version");
}

SlideReference readSlideReference(const Database& database)
{
    Statement row(database, "SELECT path, quick_hash, width_px, height_px, um_per_px FROM slide");
    if (!row.step())
        database.raiseDamaged("no slide");
    SlideReference slide;
    slide.path = row.text(0);
    slide.quickHash = row.text(1);
    slide.sizeLevel0Px = {row.integer(2), row.integer(3)};
    slide.umPerPx = row.optionalReal(4);
    return slide;
}

SpotTable readSpotTable(const Database& database)
{
    Statement table(database, "SELECT lattice, diameter_px, pitch_px, um_per_px, count FROM spot_table");
    if (!table.step())
        database.raiseDamaged("no spot table");
    SpotTable spots;
    const auto lattice = latticeNamed(table.text(0));
    if (!lattice)
        database.raiseDamaged("unknown lattice");
    spots.lattice = *lattice;
    spots.diameterLevel0Px = table.real(1);
    spots.pitchLevel0Px = table.optionalReal(2);
    spots.umPerPx = table.optionalReal(3);

    Statement rows(database,
                   "SELECT position, id, x_px, y_px, array_row, array_col FROM spot ORDER BY position");
    while (rows.step()) {
        if (rows.integer(0) != static_cast<std::int64_t>(spots.size()))
            database.raiseDamaged("a spot is missing");
        spots.spots.push_back({rows.text(1),
                               {rows.real(2), rows.real(3)},
                               static_cast<int>(rows.integer(4)),
                               static_cast<int>(rows.integer(5))});
    }
    if (table.integer(4) != static_cast<std::int64_t>(spots.size()))
        database.raiseDamaged("spots are missing");
    return spots;
}

std::int64_t insertLayer(const Database& database, const LayerInfo& info)
{
    Statement insert(database, "INSERT OR IGNORE INTO layer (name, kind, genes, provenance, held_out_score) "
                               "VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, info.name);
    insert.bind(2, name(info.kind));
    insert.bind(3, nlohmann::json(info.genes).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    insert.bind(4, provenanceText(info.provenance));
    insert.bindBlob(5, std::as_bytes(std::span(info.heldOutScore)));
    insert.run();
    if (database.changes() == 0)
        throw DatabaseError({ErrorCode::InvalidArgument,
                             database.path().string() + " already has a layer named \"" + info.name + "\"",
                             "Choose another name, or remove that layer first."});
    return database.lastInsertId();
}

std::vector<LayerInfo> selectLayers(const Database& database)
{
    Statement rows(database,
                   "SELECT id, name, kind, genes, provenance, held_out_score FROM layer ORDER BY id");
    std::vector<LayerInfo> layers;
    while (rows.step()) {
        LayerInfo info;
        info.id = rows.integer(0);
        info.name = rows.text(1);
        const auto kind = layerKindNamed(rows.text(2));
        if (!kind)
            database.raiseDamaged("unknown kind of layer");
        info.kind = *kind;
        try {
            info.genes = nlohmann::json::parse(rows.text(3)).get<GeneList>();
            info.provenance = provenanceFrom(database, nlohmann::json::parse(rows.text(4)));
        } catch (const nlohmann::json::exception& e) {
            database.raiseDamaged(e.what());
        }
        info.heldOutScore = rows.numbers<float>(5);
        layers.push_back(std::move(info));
    }
    return layers;
}

} // namespace transcope::core
