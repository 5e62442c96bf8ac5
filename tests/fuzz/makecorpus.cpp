#include "core/expression/normalisation.h"
#include "core/h5/chunkpacker.h"
#include "core/h5/h5writer.h"
#include "core/io/featurematrix.h"
#include "core/io/h5ad.h"
#include "core/region/regionfile.h"
#include "core/rpc/framing.h"
#include "core/rpc/messages.h"
#include "core/session/session.h"
#include "core/slide/pyramidwriter.h"
#include "model/weights/weightsfile.h"
#include "model/weights/ziparchive.h"
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/h5recorder.h"
#include "tests/testsupport/tinytiff.h"

#include <array>
#include <cstdio>
#include <fstream>

// Writes what the fuzzers start from: one folder a target, small sound files of Transcope's own writers and
// of tests/data. The same bytes on every machine.

using namespace transcope;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t LargestSeed = 64 << 10;

std::string contentOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Corpus
{
public:
    Corpus(fs::path out, fs::path data) : m_out(std::move(out)), m_data(std::move(data)) {}

    const fs::path& data() const { return m_data; }
    void add(const std::string& target, const std::string& name, const std::string& bytes) const
    {
        fs::create_directories(m_out / target);
        std::ofstream(m_out / target / name, std::ios::binary) << bytes;
    }
    fs::path pathOf(const std::string& target, const std::string& name) const
    {
        fs::create_directories(m_out / target);
        fs::remove(m_out / target / name);
        return m_out / target / name;
    }
    /// The small files of a folder of tests/data.
    std::vector<fs::path> fixtures(const std::string& folder, const std::string& ending) const
    {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(m_data / folder))
            if (entry.path().string().ends_with(ending) && entry.file_size() <= LargestSeed)
                found.push_back(entry.path());
        return found;
    }

private:
    fs::path m_out, m_data;
};

std::string divided(const std::vector<std::string>& fields)
{
    std::string text = fields.front();
    for (std::size_t i = 1; i < fields.size(); ++i)
        text += std::string(fuzz::Divider) + fields[i];
    return text;
}

template <class T> std::string bytesOf(const std::vector<T>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

void addTiffs(const Corpus& corpus)
{
    const auto add = [&](const std::string& name, int samples, int bits, int photometric) {
        test::TinyTiff tiff;
        tiff.width = 6, tiff.height = 4, tiff.samples = samples, tiff.bits = bits;
        tiff.photometric = photometric;
        tiff.pixels.assign(static_cast<std::size_t>(6 * 4 * samples * bits / 8), 200);
        const auto bytes = tiff.bytes();
        corpus.add("tiff", name, {bytes.begin(), bytes.end()});
    };
    add("rgb.tif", 3, 8, 2);
    add("grey.tif", 1, 8, 1);
    add("deep.tif", 3, 16, 2);
    for (const int side : {60, 300}) {
        const auto path = corpus.pathOf("tiledjpeg", std::to_string(side) + ".svs");
        const auto writer = core::PyramidWriter::create(path, {side, side}, 0.5, "Transcope");
        fuzz::require(writer.has_value(), "a pyramid");
        for (int y = 0; y < side; ++y) {
            std::vector<std::uint8_t> row;
            for (int x = 0; x < 3 * side; ++x)
                row.push_back(static_cast<std::uint8_t>(x * y));
            fuzz::require((*writer)->addRow(row.data()).has_value(), "a row");
        }
        fuzz::require((*writer)->finish().has_value(), "a whole pyramid");
        corpus.add("tiff", path.filename().string(), contentOf(path));
    }
}

model::ModelCard card()
{
    model::ModelCard card;
    model::M2ostConfig config;
    config.genes = 2;
    card.configuration = model::toJson(config);
    card.genes = {{"DDX5", "ENSG00000108654"}, {"ACTB", ""}};
    card.patches = model::m2ostPatches(config, 0.5);
    card.heldOutScores = {0.5f, 0.25f};
    card.trainedOn = "nothing";
    card.looks = {{"A1", {}}};
    return card;
}

void addWeights(const Corpus& corpus)
{
    corpus.add("modelcard", "m2ost.json", nlohmann::json(model::toMetadata(card())).dump());
    const model::TensorMap tensors = {{"head.weight", {{2, 3}, {1, 2, 3, 4, 5, 6}}},
                                      {"head.bias", {{2}, {0, 1}}}};
    for (const auto type : {model::StoredType::Float32, model::StoredType::BFloat16}) {
        const auto path = corpus.pathOf("safetensors", type == model::StoredType::Float32 ? "f32" : "bf16");
        const auto written = model::writeWeights(path, card(), tensors, type, {}, {{"torchscript", "PK"}});
        fuzz::require(written.has_value(), "weights");
    }
    for (const auto& path : corpus.fixtures("pth", ".pth")) {
        corpus.add("checkpoint", path.filename().string(), contentOf(path));
        const auto archive = model::ZipArchive::fromBytes(contentOf(path), "fixture");
        for (const auto& [name, bytes] :
             archive ? archive->entries() : std::map<std::string, std::string_view>())
            if (name.ends_with(".pkl"))
                corpus.add("pickle", path.stem().string(), std::string(bytes));
    }
    for (const auto& path : corpus.fixtures("torchscript", ".json"))
        corpus.add("zooconfig", path.filename().string(), contentOf(path));
}

std::string spaceRangerMatrix()
{
    const core::H5Lock lock;
    core::H5Writer writer("matrix");
    writer.group("/", "", "");
    writer.group("matrix", "", "");
    writer.group("matrix/features", "", "");
    writer.texts("matrix/barcodes", {"AA-1", "CC-1"});
    writer.texts("matrix/features/id", {"ENSG1", "ENSG2"});
    writer.texts("matrix/features/name", {"DDX5", "ACTB"});
    writer.texts("matrix/features/feature_type", {"Gene Expression", "Gene Expression"});
    writer.texts("matrix/features/genome", {"GRCh38", "GRCh38"});
    writer.integers("matrix/data", {1, 2, 3});
    writer.integers("matrix/indices", {0, 1, 1});
    writer.integers("matrix/indptr", {0, 2, 3});
    writer.integers("matrix/shape", {2, 2});
    return std::string(writer.bytes().value_or(""));
}

/// As tests/fuzz/rawarray.cpp takes it: six numbers of two bytes, shuffled and packed in two pieces of four.
std::string packedVector()
{
    core::ChunkPacker packer;
    const std::array<std::uint16_t, 8> numbers{1, 2, 300, 4, 5, 60000, 0, 0};
    const auto all = std::as_bytes(std::span(numbers));
    const auto first = packer.pack(all.first(8), 2), second = packer.pack(all.subspan(8), 2);
    const auto word = [](std::size_t value) {
        const auto number = static_cast<std::uint32_t>(value);
        return std::string(reinterpret_cast<const char*>(&number), sizeof number);
    };
    const auto text = [](const std::vector<std::byte>& bytes) {
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    return std::string("\1\2\3\2", 4) + word(6) + word(4) + word(0) + word(first.size()) +
           word(first.size()) + word(second.size()) + text(first) + text(second);
}

void addHdf5(const Corpus& corpus)
{
    corpus.add("rawarray", "packed", packedVector());
    for (const auto& path : corpus.fixtures("h5ad", ".h5ad")) {
        const auto name = path.stem().string();
        corpus.add("hdf5", name, contentOf(path));
        (void)core::readH5ad(path, core::H5adLayers::All);
        corpus.add("h5ad", name + "-all", fuzz::takeRecordedAnswers());
        (void)core::readH5adSection(path);
        corpus.add("h5ad", name + "-section", fuzz::takeRecordedAnswers());
        (void)core::readH5adSpots(path);
        corpus.add("h5ad", name + "-spots", fuzz::takeRecordedAnswers());
    }
    corpus.add("hdf5", "matrix", spaceRangerMatrix());
    const auto path = corpus.pathOf("hdf5", "matrix");
    corpus.add("hdf5", "matrix", spaceRangerMatrix());
    fuzz::require(core::readMatrixH5(path).has_value(), "a matrix");
    corpus.add("tenx", "matrix", fuzz::takeRecordedAnswers());
}

void addTables(const Corpus& corpus)
{
    corpus.add("matrix", "visium",
               divided({"%%MatrixMarket matrix coordinate integer general\n%\n2 2 3\n1 1 5\n2 1 1\n2 2 7\n",
                        "ENSG1\tDDX5\tGene Expression\nENSG2\tACTB\tGene Expression\n", "AA-1\nCC-1\n"}));
    corpus.add("table", "spots.csv", "spot,x,y,DDX5,ACTB\n1x1,10,20,3,0.5\n1x2,30.5,20,,1\n");
    corpus.add("table", "obs.csv", ";pixel_x;pixel_y;in_tissue;leiden\nAA-1;1,5;2;1;a\nCC-1;3;4;0;b\n");
    corpus.add("table", "utf16.csv",
               std::string("\xff\xfe"
                           "s\0,\0x\0,\0y\0\n\0a\0,\0"
                           "1\0,\0"
                           "2\0\n\0",
                           26));
    corpus.add(
        "positions", "header",
        divided({"barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n"
                 "AA-1,1,0,0,10.5,20\nCC-1,0,1,1,30,40\nGG-1,1,2,2,50,60\n",
                 R"({"spot_diameter_fullres": 8.5, "tissue_hires_scalef": 0.1, "microns_per_pixel": 0.3})"}));
    corpus.add("positions", "list", divided({"AA-1,1,0,0,10,20\nCC-1,1,1,1,30,40\n", "{}"}));
    corpus.add("stsection", "made-up",
               divided({"\tDDX5\tACTB\n1x1\t3\t0\n1x2\t0\t7\n",
                        "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_"
                        "y\tselected\n1\t1\t1\t1\t10\t20\t1\n1\t2\t1\t2\t10\t40\t1\n"}));
    for (const auto& path : corpus.fixtures("evaluation", ".csv"))
        corpus.add("table", path.filename().string(), contentOf(path));
    for (const auto& path : corpus.fixtures("st", ".gz"))
        corpus.add("stsection", path.filename().string(), contentOf(path));
    corpus.add("genelist", "symbols", "# a list\nDDX5\nACTB\r\n\nENSG00000108654\n");
    corpus.add("gmt", "sets", "HYPOXIA\thttp://example.org\tDDX5\tACTB\r\nB_CELLS\t\tCD19\tCD19\n");
    corpus.add("gmt", "plain", "# a list\n\"DDX5\", ACTB;CD19\nENSG00000108654\n");
    const std::vector<core::Region> regions = {
        {"Tumour 1", "Tumor", core::Rgb{200, 0, 0}, {{{{0, 0}, {9, 0}, {9, 9}}, {{{1, 1}, {2, 1}, {2, 2}}}}}},
        {"", "", {}, {{{{0, 0}, {5, 0}, {5, 5}}, {}}, {{{20, 0}, {25, 0}, {25, 5}}, {}}}}};
    corpus.add("geojson", "regions", core::toGeoJson(regions));
}

void addSessions(const Corpus& corpus)
{
    core::SpotTable spots;
    for (int i = 0; i < 4; ++i)
        spots.spots.push_back({std::to_string(i) + "x0", {10.0 * i, 5}, i, 0});
    spots.diameterLevel0Px = 4;
    const auto path = corpus.pathOf("session", "small");
    auto session = core::createSession(path, {"/slide.svs", "00", {100, 50}, 0.5}, spots);
    fuzz::require(session.has_value(), "a session");
    core::LayerInfo info;
    info.name = "M2OST";
    info.genes = card().genes;
    info.provenance.method = "m2ost";
    const auto layer = (*session)->addLayer(info);
    const std::vector<float> rows = {1, 2, 3, 4};
    const std::vector<std::uint8_t> padded = {0, 1};
    fuzz::require(layer && (*session)->writeRows(*layer, std::vector{0, 1}, rows, padded), "a batch");
    fuzz::require((*session)->compact(*layer).has_value(), "pieces");
    fuzz::require((*session)->writeRows(*layer, std::vector{2, 3}, rows, padded).has_value(),
                  "another batch");
    session->reset(); // folds the log
    const auto normalisation = std::string(core::name(core::Normalisation::CpmAll));
    const nlohmann::json provenance = {{"method", "m2ost"},
                                       {"weightsName", ""},
                                       {"weightsHash", ""},
                                       {"normalisation", normalisation},
                                       {"precision", "float32"},
                                       {"precisionReason", ""},
                                       {"device", "cpu"},
                                       {"umPerPx", 0.5},
                                       {"date", ""},
                                       {"version", "0.1.0"},
                                       {"views", 1},
                                       {"part", ""}};
    corpus.add(
        "sessionrows", "batch",
        divided({R"([["DDX5","E1"],["ACTB",""]])", provenance.dump(),
                 bytesOf(std::vector<std::int32_t>{0, 1}), bytesOf(padded), bytesOf(rows), bytesOf(rows)}));
}

void addMessages(const Corpus& corpus)
{
    core::PredictorInfo info;
    info.method = "m2ost", info.title = "M2OST", info.genes = card().genes;
    info.patches = {224, {1, 2, 4}, 0.5};
    info.heldOutScore = {0.5f, 0.25f};
    core::PredictParams predict;
    predict.slide = "slide.svs";
    predict.spots.spots = {{"1x1", {1, 2}, 1, 1}};
    predict.spots.diameterLevel0Px = 3;
    predict.pending = {0};
    const std::map<std::string, nlohmann::json> params = {
        {"initialize", core::InitializeParams{}},
        {"hello", core::InitializeResult{}},
        {"loadWeights", core::LoadWeightsParams{}},
        {"info", info},
        {"predict", predict},
        {"patchRows", core::PatchRows{{1, 2}}},
        {"cancel", core::CancelParams{1}},
        {"progress", core::ProgressParams{1, {"predicting", 1, 2, 0.5, 0.5}}},
        {"rows", core::RunRows{1, {0}, {1, 2}, {0}}},
        {"summary", core::RunSummary{}}};
    std::string all = "\x40";
    for (const auto& [name, json] : params) {
        const auto request = core::frame(core::requestBody(1, name.c_str(), json));
        corpus.add("rpc", name, "\x40" + request);
        all += request + core::frame(core::resultBody(1, json));
    }
    corpus.add("rpc", "all", all);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "Usage: %s OUT tests/data\n", argv[0]);
        return 2;
    }
    const Corpus corpus(argv[1], argv[2]);
    addTiffs(corpus);
    addWeights(corpus);
    addHdf5(corpus);
    addTables(corpus);
    addSessions(corpus);
    addMessages(corpus);
}
