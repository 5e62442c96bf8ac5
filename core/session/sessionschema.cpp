#include "core/session/sessionschema.h"

#include "core/base/parsejson.h"
#include "core/expression/genejson.h"
#include "core/expression/layerkindname.h"
#include "core/expression/normalisation.h"
#include "core/session/spottablestore.h"
#include "core/slide/slide.h"

namespace transcope::core {

namespace {

/// "TSCP" in the file's header, so that `file` and SQLite can tell a session from other databases.
constexpr std::int64_t ApplicationId = 0x54534350;

// Within a chunk the large value comes last, so that finding out which spots are there reads only its head.
constexpr const char* Tables = R"sql(
CREATE TABLE slide (path TEXT NOT NULL, quick_hash TEXT NOT NULL, width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL, um_per_px REAL);
CREATE TABLE layer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  genes TEXT NOT NULL, provenance TEXT NOT NULL, held_out_score BLOB NOT NULL);
CREATE TABLE chunk (id INTEGER PRIMARY KEY AUTOINCREMENT,
  layer INTEGER NOT NULL REFERENCES layer (id) ON DELETE CASCADE, checksum INTEGER NOT NULL,
  spots BLOB NOT NULL, padded BLOB NOT NULL, expression BLOB NOT NULL);
CREATE INDEX chunk_layer ON chunk (layer);
CREATE TABLE text (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)sql";

/// What format 2 has beyond format 1, whose spot tables were moved out of the way.
constexpr const char* TablesOfFormat2 = R"sql(
CREATE TABLE spot_table (id INTEGER PRIMARY KEY, lattice TEXT NOT NULL, diameter_px REAL NOT NULL,
  pitch_px REAL, um_per_px REAL, count INTEGER NOT NULL);
CREATE TABLE spot (spot_table INTEGER NOT NULL REFERENCES spot_table (id), position INTEGER NOT NULL,
  id TEXT NOT NULL, x_px REAL NOT NULL, y_px REAL NOT NULL, array_row INTEGER NOT NULL,
  array_col INTEGER NOT NULL, PRIMARY KEY (spot_table, position)) WITHOUT ROWID;
ALTER TABLE layer ADD COLUMN spot_table INTEGER NOT NULL DEFAULT 0;
CREATE TABLE piece (chunk INTEGER NOT NULL REFERENCES chunk (id) ON DELETE CASCADE,
  first_gene INTEGER NOT NULL, checksum INTEGER NOT NULL, expression BLOB NOT NULL,
  UNIQUE (chunk, first_gene));
)sql";

constexpr const char* MoveOldSpots = R"sql(
ALTER TABLE spot_table RENAME TO spot_table_1;
ALTER TABLE spot RENAME TO spot_1;
)sql";

constexpr const char* CopyOldSpots = R"sql(
INSERT INTO spot_table SELECT 0, lattice, diameter_px, pitch_px, um_per_px, count FROM spot_table_1;
INSERT INTO spot SELECT 0, position, id, x_px, y_px, array_row, array_col FROM spot_1;
DROP TABLE spot_1;
DROP TABLE spot_table_1;
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
        {"views", provenance.views},
        {"part", provenance.part},
        {"trainedSections", provenance.trainedSections},
    };
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Provenance provenanceFrom(const Database& database, const nlohmann::json& json)
{
    const auto normalisation = keptNormalisation(json.at("normalisation").get<std::string>());
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
    provenance.views = json.value("views", 1); // sessions from before there was a choice
    provenance.part = json.value("part", std::string());
    provenance.trainedSections = json.value("trainedSections", std::string());
    return provenance;
}

void setFormat(Database& database)
{
    database.execute("PRAGMA user_version = " + std::to_string(SessionFormat));
}

} // namespace

void writeNewSession(Database& database, const SlideReference& slide, const SpotTable& spots)
{
    Transaction transaction(database);
    database.execute("PRAGMA application_id = " + std::to_string(ApplicationId));
    database.execute(Tables);
    database.execute(TablesOfFormat2);
    setFormat(database);

    Statement slideRow(database, "INSERT INTO slide VALUES (?, ?, ?, ?, ?)");
    slideRow.bind(1, slide.path.string());
    slideRow.bind(2, slide.quickHash);
    slideRow.bind(3, slide.sizeLevel0Px.width);
    slideRow.bind(4, slide.sizeLevel0Px.height);
    slideRow.bind(5, slide.umPerPx);
    slideRow.run();

    insertSpotTable(database, FirstSpotTable, spots);
    transaction.commit();
}

void convertToFormat2(Database& database)
{
    database.execute(MoveOldSpots);
    database.execute(TablesOfFormat2);
    database.execute(CopyOldSpots);
    setFormat(database);
}

int readFormat(Database& database)
{
    const std::string file = database.path().string();
    if (database.number("PRAGMA application_id") != ApplicationId)
        throw DatabaseError(
            {ErrorCode::BadInput, file + " is not a Transcope session", "Choose a .transcope file"});
    const auto version = database.number("PRAGMA user_version");
    if (version > SessionFormat)
        throw DatabaseError({ErrorCode::BadInput,
                             file + " was written by a newer Transcope (session format " +
                                 std::to_string(version) + ", this one knows " +
                                 std::to_string(SessionFormat) + ")",
                             "Open it with the newer version"});
    if (version < 1)
        database.raiseDamaged("no format version");
    return static_cast<int>(version);
}

void insertText(const Database& database, const std::string& key, std::string_view value)
{
    Statement insert(database, "INSERT OR REPLACE INTO text VALUES (?, ?)");
    insert.bind(1, key);
    insert.bind(2, value);
    insert.run();
}

SlideReference readSlideReference(const Database& database)
{
    Statement row(database, "SELECT path, quick_hash, width_px, height_px, um_per_px FROM slide");
    if (!row.step())
        database.raiseDamaged("no slide");
    SlideReference slide;
    slide.path = row.text(0);
    slide.quickHash = presentHash(slide.path, row.text(1));
    slide.sizeLevel0Px = {row.integer(2), row.integer(3)};
    slide.umPerPx = row.optionalReal(4);
    return slide;
}

std::int64_t insertLayer(const Database& database, const LayerInfo& info)
{
    Statement insert(database, "INSERT OR IGNORE INTO layer (name, kind, genes, provenance, held_out_score, "
                               "spot_table) VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, info.name);
    insert.bind(2, name(info.kind));
    insert.bind(3, nlohmann::json(info.genes).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    insert.bind(4, provenanceText(info.provenance));
    insert.bindBlob(5, std::as_bytes(std::span(info.heldOutScore)));
    insert.bind(6, info.spotTable);
    insert.run();
    if (database.changes() == 0)
        throw DatabaseError({ErrorCode::InvalidArgument,
                             database.path().string() + " already has a layer named \"" + info.name + "\"",
                             "Choose another name, or remove that layer first"});
    return database.lastInsertId();
}

std::vector<LayerInfo> selectLayers(const Database& database, int format)
{
    Statement rows(database,
                   format == 1
                       ? "SELECT id, name, kind, genes, provenance, held_out_score, 0 FROM layer ORDER BY id"
                       : "SELECT id, name, kind, genes, provenance, held_out_score, spot_table FROM layer "
                         "ORDER BY id");
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
            info.genes = parseJson(rows.text(3)).get<GeneList>();
            info.provenance = provenanceFrom(database, parseJson(rows.text(4)));
        } catch (const nlohmann::json::exception& e) {
            database.raiseDamaged(e.what());
        }
        info.heldOutScore = rows.numbers<float>(5);
        info.spotTable = rows.integer(6);
        layers.push_back(std::move(info));
    }
    return layers;
}

} // namespace transcope::core
