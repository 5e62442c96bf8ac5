#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/io/spatialdata.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/systempython.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <blosc.h>
#include <lz4.h>
#include <nlohmann/json.hpp>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

using namespace transcope::core;
using nlohmann::json;
using transcope::test::compareError;
using transcope::tests::pythonFailure;
using transcope::tests::pythonHas;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

std::string deflated(const std::string& bytes, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string withLz4(const std::string& bytes)
{
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::string out(4 + LZ4_compressBound(int(size)), '\0');
    std::memcpy(out.data(), &size, 4);
    out.resize(4 + LZ4_compress_default(bytes.data(), out.data() + 4, int(size), int(out.size()) - 4));
    return out;
}

std::string withBlosc(const std::string& bytes, const char* inside)
{
    std::string out(bytes.size() + BLOSC_MAX_OVERHEAD, '\0');
    out.resize(blosc_compress_ctx(5, BLOSC_SHUFFLE, 4, bytes.size(), bytes.data(), out.data(), out.size(),
                                  inside, 0, 1));
    return out;
}

std::string packed(const std::string& how, const std::string& bytes)
{
    if (how == "zlib")
        return deflated(bytes, 15);
    if (how == "gzip")
        return deflated(bytes, 15 + 16);
    if (how == "lz4")
        return withLz4(bytes);
    if (how == "zstd") {
        std::string out(ZSTD_compressBound(bytes.size()), '\0');
        out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
        return out;
    }
    return how.starts_with("blosc:") ? withBlosc(bytes, how.substr(6).c_str()) : bytes;
}

/// Writes a store as zarr has it, by its description: nothing here is shared with the reader.
struct Store
{
    fs::path root;
    int format = 2;
    std::string packer; ///< "", "zlib" … "blosc:lz4"

    void write(const std::string& file, const std::string& bytes) const
    {
        fs::create_directories((root / file).parent_path());
        std::ofstream(root / file, std::ios::binary) << bytes;
    }
    void group(const std::string& path, const json& attributes = json::object()) const
    {
        if (format == 3) {
            write(path + "/zarr.json",
                  json{{"zarr_format", 3}, {"node_type", "group"}, {"attributes", attributes}}.dump());
            return;
        }
        write(path + "/.zgroup", json{{"zarr_format", 2}}.dump());
        write(path + "/.zattrs", attributes.dump());
    }
    std::string packerName() const { return packer.substr(0, packer.find(':')); }
    json codecs(const char* first) const
    {
        json list = {{{"name", first}}};
        if (!packer.empty())
            list.push_back({{"name", packerName()}});
        return list;
    }
    /// type2, type3: the formats' names of the element.
    void describe(const std::string& path, const json& shape, const json& chunks, const char* type2,
                  const json& type3, const char* firstCodec, const json& filters,
                  const json& attributes) const
    {
        if (format == 3) {
            write(path + "/zarr.json",
                  json{{"zarr_format", 3},
                       {"node_type", "array"},
                       {"shape", shape},
                       {"data_type", type3},
                       {"chunk_grid", {{"name", "regular"}, {"configuration", {{"chunk_shape", chunks}}}}},
                       {"chunk_key_encoding", {{"name", "default"}, {"configuration", {{"separator", "/"}}}}},
                       {"fill_value", 0},
                       {"codecs", codecs(firstCodec)},
                       {"attributes", attributes}}
                      .dump());
            return;
        }
        write(path + "/.zarray", json{{"zarr_format", 2},
                                      {"shape", shape},
                                      {"chunks", chunks},
                                      {"dtype", type2},
                                      {"compressor", packer.empty() ? json() : json{{"id", packerName()}}},
                                      {"fill_value", 0},
                                      {"filters", filters},
                                      {"order", "C"}}
                                     .dump());
        write(path + "/.zattrs", attributes.dump());
    }
    std::string chunkName(std::vector<std::size_t> at) const
    {
        std::string name = format == 3 ? "c" : "";
        for (const auto index : at)
            name += (name.empty() ? "" : format == 3 ? "/" : ".") + std::to_string(index);
        return name.empty() ? "0" : name;
    }
    template <class T>
    void vector(const std::string& path, const std::vector<T>& values, const char* type2, const char* type3,
                std::size_t chunk, const json& attributes = json::object()) const
    {
        describe(path, {values.size()}, {chunk}, type2, type3, "bytes", nullptr, attributes);
        for (std::size_t first = 0; first < values.size(); first += chunk) {
            std::vector<T> part(chunk); // the last one is filled up
            std::copy_n(values.begin() + std::ptrdiff_t(first), std::min(chunk, values.size() - first),
                        part.begin());
            write(path + "/" + chunkName({first / chunk}),
                  packed(packer, {reinterpret_cast<const char*>(part.data()), chunk * sizeof(T)}));
        }
    }
    void floats(const std::string& path, const std::vector<float>& values) const
    {
        vector(path, values, "<f4", "float32", 3);
    }
    /// In chunks of three rows and two columns.
    void matrix(const std::string& path, const std::vector<std::vector<float>>& rows) const
    {
        const std::size_t columns = rows.front().size();
        describe(path, {rows.size(), columns}, {3, 2}, "<f4", "float32", "bytes", nullptr,
                 {{"encoding-type", "array"}});
        for (std::size_t top = 0; top < rows.size(); top += 3)
            for (std::size_t left = 0; left < columns; left += 2) {
                float part[6] = {};
                for (std::size_t i = 0; i < 6; ++i)
                    if (top + i / 2 < rows.size() && left + i % 2 < columns)
                        part[i] = rows[top + i / 2][left + i % 2];
                write(path + "/" + chunkName({top / 3, left / 2}),
                      packed(packer, {reinterpret_cast<const char*>(part), sizeof part}));
            }
    }
    void texts(const std::string& path, const std::vector<std::string>& values) const
    {
        describe(path, {values.size()}, {values.size()}, "|O", "string", "vlen-utf8",
                 json::array({{{"id", "vlen-utf8"}}}), {{"encoding-type", "string-array"}});
        const auto number = [](std::size_t value) {
            const auto number = static_cast<std::uint32_t>(value);
            return std::string(reinterpret_cast<const char*>(&number), 4);
        };
        std::string bytes = number(values.size());
        for (const auto& value : values)
            bytes += number(value.size()) + value;
        write(path + "/" + chunkName({0}), packed(packer, bytes));
    }
};

const std::vector<std::vector<float>> Counts = {{1, 0, 3}, {0, 2, 0}, {4, 5, 0}, {0, 0, 0}};

/// The section of tests/data/h5ad: four spots, three genes, the last spot without counts.
void writeFrames(const Store& store, const std::string& at)
{
    store.group(at + "obs",
                {{"encoding-type", "dataframe"}, {"_index", "_index"}, {"column-order", {"cluster"}}});
    store.texts(at + "obs/_index", {"AAA-1", "CCC-1", "GGG-1", "TTT-1"});
    store.group(at + "obs/cluster", {{"encoding-type", "categorical"}});
    store.texts(at + "obs/cluster/categories", {"a", "b\xc3\xa9"});
    store.vector<std::int8_t>(at + "obs/cluster/codes", {0, 1, 0, -1}, "|i1", "int8", 3);
    store.texts(at + "obs/kind", {"x", "y", "x", "x"});
    store.group(at + "obs/quality", {{"encoding-type", "nullable-integer"}});
    store.vector<std::int64_t>(at + "obs/quality/values", {5, 6, 7, 8}, "<i8", "int64", 4);
    store.vector<std::uint8_t>(at + "obs/quality/mask", {0, 1, 0, 0}, "|b1", "bool", 4);
    store.group(at + "var", {{"encoding-type", "dataframe"}, {"_index", "gene"}});
    store.texts(at + "var/gene", {"DDX5", "ACTB", "CD19"});
    store.texts(at + "var/gene_ids", {"ENSG00000108654", "ENSG00000075624", "ENSG00000177455"});
}

void writePlaces(const Store& store, const std::string& at)
{
    store.group(at + "obsm");
    store.matrix(at + "obsm/spatial", {{0, 200}, {200, 200}, {200, 373.25}, {400, 373.25}});
}

void writeSparse(const Store& store, const std::string& path, const std::string& kind)
{
    store.group(path, {{"encoding-type", kind}, {"shape", {4, 3}}});
    const bool rows = kind == "csr_matrix";
    store.floats(path + "/data",
                 rows ? std::vector<float>{1, 3, 2, 4, 5} : std::vector<float>{1, 4, 2, 5, 3});
    store.vector<std::int32_t>(path + "/indices",
                               rows ? std::vector<std::int32_t>{0, 2, 1, 0, 1}
                                    : std::vector<std::int32_t>{0, 2, 1, 2, 0},
                               "<i4", "int32", 2);
    store.vector<std::int64_t>(path + "/indptr",
                               rows ? std::vector<std::int64_t>{0, 2, 3, 5, 5}
                                    : std::vector<std::int64_t>{0, 2, 4, 5},
                               "<i8", "int64", 8);
}

void writeAnnData(const Store& store, const std::string& at = "")
{
    store.group(at.empty() ? "." : at, {{"encoding-type", "anndata"}});
    writeFrames(store, at);
    writePlaces(store, at);
    store.matrix(at + "X", Counts);
}

void compareSection(const Result<Section>& section)
{
    QVERIFY2(section, section ? "" : section.error().text().c_str());
    QCOMPARE(
        section->genes,
        (GeneList{{"DDX5", "ENSG00000108654"}, {"ACTB", "ENSG00000075624"}, {"CD19", "ENSG00000177455"}}));
    QCOMPARE(section->spots.size(), std::size_t(3)); // TTT-1 has no counts
    for (std::size_t spot = 0; spot < 3; ++spot)
        QCOMPARE(section->counts->spot(spot).value(), Counts[spot]);
    QCOMPARE(section->spots.spots[2].id, std::string("GGG-1"));
    QCOMPARE(section->spots.spots[2].centreLevel0Px, (PointD{200, 373.25}));
    QVERIFY(section->observations);
    const auto& columns = *section->observations;
    QCOMPARE(columns.size(), std::size_t(3));
    QCOMPARE(columns[0].categories, (std::vector<std::string>{"a", "b\xc3\xa9"}));
    QCOMPARE(columns[0].codes, (std::vector<int>{0, 1, 0}));
    QCOMPARE(columns[1].categories, (std::vector<std::string>{"x", "y"}));
    QVERIFY(std::isnan(columns[2].numbers[1]));
    QCOMPARE(columns[2].numbers[2], 7.F);
}

} // namespace

class TestZarr : public QObject
{
    Q_OBJECT
private slots:
    void packers_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("packer");
        for (const char* packer :
             {"", "zlib", "gzip", "zstd", "lz4", "blosc:lz4", "blosc:blosclz", "blosc:zstd", "blosc:zlib"})
            for (const int format : {2, 3})
                QTest::addRow("%s, format %d", packer, format) << format << packer;
    }
    void packers()
    {
        QFETCH(int, format);
        QFETCH(QString, packer);
        const TempFolder dir;
        const Store store{dir / "a.zarr", format, packer.toStdString()};
        writeAnnData(store);
        QCOMPARE(*dataKindOf(store.root), DataKind::AnnData);
        compareSection(openSection(store.root));
        QCOMPARE(openSpots(store.root)->spots.size(), std::size_t(4));
        compareSection(openSection(dir.path())); // the folder around it
    }

    void sparse_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("csr") << "csr_matrix";
        QTest::newRow("csc") << "csc_matrix";
    }
    void sparse()
    {
        QFETCH(QString, kind);
        const TempFolder dir;
        const Store store{dir / "a.zarr", 2, "blosc:lz4"};
        writeAnnData(store);
        fs::remove_all(store.root / "X");
        writeSparse(store, "X", kind.toStdString());
        compareSection(openSection(store.root));
    }

    void countsElsewhere_data()
    {
        QTest::addColumn<QString>("object");
        QTest::newRow("layers") << "layers/counts";
        QTest::newRow("raw") << "raw/X";
    }
    void countsElsewhere()
    {
        QFETCH(QString, object);
        const TempFolder dir;
        const Store store{dir / "a.zarr", 2, "zlib"};
        writeAnnData(store);
        store.matrix("X", {{0.5, 0, 1.5}, {0, 1.25, 0}, {2, 2.5, 0}, {0, 0, 0}});
        store.group(object.section('/', 0, 0).toStdString());
        if (object == "raw/X")
            fs::copy(store.root / "var", store.root / "raw/var", fs::copy_options::recursive);
        writeSparse(store, object.toStdString(), "csr_matrix");
        const auto section = openSection(store.root);
        compareSection(section);
        QVERIFY(std::ranges::any_of(section->notes, [](const std::string& note) {
            return note.starts_with("X does not hold counts; ");
        }));
        QCOMPARE(readH5ad(store.root, H5adLayers::All)->layers.size(),
                 std::size_t(object == "raw/X" ? 1 : 2));
    }

    // Big-endian, by columns, a chunk that is left out and one that stands for 7, texts of fixed length.
    void oddArrays()
    {
        const TempFolder dir;
        const Store store{dir / "a.zarr", 2, ""};
        store.group(".");
        store.write("odd/.zarray",
                    R"({"zarr_format":2,"shape":[2,3],"chunks":[2,2],"dtype":">i2","compressor":null,
            "fill_value":7,"filters":null,"order":"F","dimension_separator":"/"})");
        store.write("odd/0/0", std::string("\0\1\0\2\0\3\xff\xff", 8)); // columns 1 2 and 3 −1
        store.write("fixed/.zarray",
                    R"({"zarr_format":2,"shape":[2],"chunks":[2],"dtype":"<U2","compressor":null,
            "fill_value":"","filters":null,"order":"C"})");
        store.write("fixed/0", std::string("\xe9\0\0\0x\0\0\0\x41\0\0\0\0\0\0\0", 16));
        store.write("one/.zarray", R"({"zarr_format":2,"shape":[],"chunks":[],"dtype":"<f8","compressor":null,
            "fill_value":"NaN","filters":null,"order":"C"})");
        const auto tree = openDataTree(store.root).value();
        QCOMPARE(tree->doubles("odd").value(), (std::vector<double>{1, 3, 7, 2, -1, 7}));
        QCOMPARE(tree->strings("fixed").value(), (std::vector<std::string>{"\xc3\xa9x", "A"}));
        QVERIFY(std::isnan(tree->doubles("one").value().front()));
        QVERIFY(!tree->has("../a.zarr/odd"));
        QVERIFY(!tree->has("absent"));
    }

    void damaged_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isDamage");
        QTest::addColumn<QString>("part");
        const auto array = [](const char* type, const char* chunks, const char* packer, const char* filters) {
            return QStringLiteral(R"({"zarr_format":2,"shape":[4,3],"chunks":%2,"dtype":"%1","compressor":%3,
                "fill_value":0,"filters":%4,"order":"C"})")
                .arg(type, chunks, packer, filters)
                .toUtf8();
        };
        QTest::newRow("chunk cut short")
            << "X/0.0" << QByteArray("\x02\x01!") << true << "blosc cannot unpack it";
        QTest::newRow("empty chunk") << "X/0.0" << QByteArray() << true << "blosc cannot unpack it";
        QTest::newRow("texts cut short")
            << "obs/_index/0" << QByteArray("\0\0", 2) << true << "cannot unpack it";
        QTest::newRow("no JSON") << "X/.zarray" << QByteArray("{") << true << "description";
        QTest::newRow("no chunks") << "X/.zarray" << array("<f4", "[0,2]", "null", "null") << true
                                   << "description";
        QTest::newRow("huge chunks") << "X/.zarray" << array("<f4", "[1000000,1000000]", "null", "null")
                                     << true << "description";
        QTest::newRow("another size")
            << "X/.zarray" << array("<f4", "[3,2]", "null", "null") << true << "of another size than it says";
        QTest::newRow("packer") << "X/.zarray" << array("<f4", "[3,2]", R"({"id":"bz2"})", "null") << false
                                << "is packed with \"bz2\"";
        QTest::newRow("filter") << "X/.zarray" << array("<f4", "[3,2]", "null", R"([{"id":"delta"}])")
                                << false << "the filter \"delta\"";
        QTest::newRow("type") << "X/.zarray" << array("<c16", "[3,2]", "null", "null") << false
                              << "elements of the type \"<c16\"";
        QTest::newRow("shape") << "X/.zarray" << array("<f4", "[3]", "null", "null") << true << "description";
    }
    void damaged()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isDamage);
        QFETCH(QString, part);
        const TempFolder dir;
        const Store store{dir / "a.zarr", 2, "blosc:lz4"};
        writeAnnData(store);
        store.write(file.toStdString(), bytes.toStdString());
        const auto section = openSection(store.root);
        QVERIFY(!section);
        compareError(section.error(), isDamage ? ErrorCode::BadInput : ErrorCode::Unsupported, part);
    }

    void otherStoresAreNamed()
    {
        const TempFolder dir;
        const Store store{dir / "image.zarr", 2, ""};
        store.group(".");
        compareError(openSection(store.root).error(), ErrorCode::Unsupported, "without a table of AnnData");
        const auto zip = dir.write("a.zarr.zip", "PK");
        compareError(openSection(zip).error(), ErrorCode::Unsupported, "in a zip archive");
    }

    // One table opens as the store; of two, one is named; of a table's two regions, too.
    void spatialData()
    {
        const TempFolder dir;
        const Store store{dir / "s.zarr", 3, "zstd"};
        store.group(".", {{"spatialdata_attrs", {{"version", "0.2"}}}});
        store.group("tables");
        writeAnnData(store, "tables/table/");
        compareSection(openSection(store.root));
        QCOMPARE(openSection(store.root)->name, std::string("s"));

        writeAnnData(store, "tables/other/");
        compareError(openSection(store.root).error(), ErrorCode::InvalidArgument,
                     "holds 2 tables: other, table");
        compareSection(openSection(store.root, "table"));
        compareSection(openSection(store.root / "tables/table"));
        QCOMPARE(sectionsOfH5ad(store.root)->size(), std::size_t(2));

        fs::remove_all(store.root / "tables/other");
        store.group("tables/table/uns");
        store.group("tables/table/uns/spatialdata_attrs");
        store.texts("tables/table/uns/spatialdata_attrs/region_key", {"kind"});
        compareError(openSection(store.root).error(), ErrorCode::InvalidArgument,
                     "holds 2 sections (obs['kind']): x, y");
        QCOMPARE(openSpots(store.root, "x")->spots.size(), std::size_t(3));
    }

    void placesInShapesAlone()
    {
        const TempFolder dir;
        const Store store{dir / "s.zarr", 2, ""};
        store.group(".");
        store.group("tables");
        store.group("shapes");
        writeAnnData(store, "tables/table/");
        fs::remove_all(store.root / "tables/table/obsm");
        const auto section = openSection(store.root);
        compareError(section.error(), ErrorCode::Unsupported, "obsm['spatial'] is missing");
        const auto& advice = section.error().whatToDo;
        QVERIFY2(advice.find("sd.read_zarr('" + store.root.string() + "')") != std::string::npos,
                 advice.c_str());
        QVERIFY2(advice.find("write_h5ad('table.h5ad')") != std::string::npos, advice.c_str());
    }

    // As anndata 0.8 and zarr 2.13 write it, with each of numcodecs' packers; one store is consolidated.
    void writtenByAnndata()
    {
        if (!pythonHas("anndata, zarr"))
            QSKIP("python3-anndata or python3-zarr is not installed");
        const TempFolder dir;
        const char* const script = R"(
import sys, anndata, zarr, numcodecs, numpy as np, pandas as pd, scipy.sparse as sp
X = np.array([[1, 0, 3], [0, 2, 0], [4, 5, 0], [0, 0, 0]], np.float32)
obs = pd.DataFrame({'cluster': pd.Categorical.from_codes([0, 1, 0, -1], ['a', 'b\u00e9']), 'kind': ['x', 'y', 'x', 'x']},
                   index=['AAA-1', 'CCC-1', 'GGG-1', 'TTT-1'])
var = pd.DataFrame({'gene_ids': ['ENSG00000108654', 'ENSG00000075624', 'ENSG00000177455']}, index=['DDX5', 'ACTB', 'CD19'])
a = anndata.AnnData(sp.csr_matrix(np.log1p(X)), obs, var, layers={'counts': sp.csc_matrix(X)}, dtype=np.float32)
a.obsm['spatial'] = np.array([[0, 200], [200, 200], [200, 373.25], [400, 373.25]])
a.uns['spatial'] = {'S': {'scalefactors': {'spot_diameter_fullres': 110.0}, 'images': {}}}
for name, packer in {'default': zarr.storage.default_compressor, 'none': None, 'zlib': numcodecs.Zlib(), 'gzip': numcodecs.GZip(),
                     'zstd': numcodecs.Zstd(), 'lz4': numcodecs.LZ4(),
                     'bits': numcodecs.Blosc(cname='zstd', shuffle=numcodecs.Blosc.BITSHUFFLE)}.items():
    zarr.storage.default_compressor = packer
    a.write_zarr(sys.argv[1] + '/' + name + '.zarr', chunks=(3, 2))
zarr.consolidate_metadata(sys.argv[1] + '/default.zarr')
)";
        const auto failure = pythonFailure(script, {QString::fromStdString(dir.path().string())});
        QVERIFY2(failure.isEmpty(), failure.constData());
        for (const char* name : {"default", "none", "zlib", "gzip", "zstd", "lz4", "bits"})
            compareWithAnndata(dir / (std::string(name) + ".zarr"));
    }

private:
    static void compareWithAnndata(const fs::path& path)
    {
        const auto section = openSection(path);
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        for (std::size_t spot = 0; spot < 3; ++spot)
            QCOMPARE(section->counts->spot(spot).value(), Counts[spot]);
        QCOMPARE(section->genes.front(), (Gene{"DDX5", "ENSG00000108654"}));
        QCOMPARE(section->spots.spots[2].centreLevel0Px, (PointD{200, 373.25}));
        QCOMPARE(section->spots.diameterLevel0Px, 110.0);
        QCOMPARE(section->observations->at(0).categories, (std::vector<std::string>{"a", "b\xc3\xa9"}));
        QCOMPARE(section->observations->at(0).codes, (std::vector<int>{0, 1, 0}));
        QCOMPARE(section->observations->at(1).codes, (std::vector<int>{0, 1, 0}));
    }
};

TRANSCOPE_TEST(TestZarr)
#include "tst_zarr.moc"
