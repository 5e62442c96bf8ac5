#include "core/session/session.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

namespace {

void readEverything(core::Session& session)
{
    for (const auto table : session.spotTables().value_or(std::vector<std::int64_t>()))
        (void)session.spots(table);
    for (const auto& layer : session.layers().value_or(std::vector<core::LayerInfo>())) {
        (void)session.readLayer(layer.id);
        (void)session.missingSpots(layer.id);
        (void)session.readGene(layer.id, layer.genes.size() / 2);
        (void)session.readSpot(layer.id, 0);
        (void)session.readPadded(layer.id);
        (void)session.compact(layer.id);
    }
    (void)session.text("regions");
    (void)session.setText("view", "{}"); // converts an older format
}

} // namespace

/// input: a session file. It is read and written to as the viewer would.
void fuzz::run(std::string_view input)
{
    static const InputFile file("damaged.transcope"), log("damaged.transcope-wal"),
        index("damaged.transcope-shm");
    std::error_code ignored; // of the input before, where that could not be closed in order
    std::filesystem::remove(log.path(), ignored);
    std::filesystem::remove(index.path(), ignored);
    file.write(input);
    if (const auto session = core::openSession(file.path()))
        readEverything(**session);
}
