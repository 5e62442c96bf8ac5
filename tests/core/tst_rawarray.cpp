#include "core/h5/h5object.h"
#include "core/h5/rawarray.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <vector>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

constexpr hsize_t Size = 1000, Chunk = 150; // the last chunk goes beyond the end

enum Layout { Contiguous, Chunked, Deflated, Shuffled, Checked, HalfWritten, Compact, UserBlock };

hid_t typeOf(const QByteArray& name)
{
    const std::array types{std::pair{"int8", H5T_STD_I8LE},         std::pair{"uint8", H5T_STD_U8LE},
                           std::pair{"int16", H5T_STD_I16LE},       std::pair{"uint16", H5T_STD_U16LE},
                           std::pair{"int32", H5T_STD_I32LE},       std::pair{"uint32", H5T_STD_U32LE},
                           std::pair{"int64", H5T_STD_I64LE},       std::pair{"uint64", H5T_STD_U64LE},
                           std::pair{"float32", H5T_IEEE_F32LE},    std::pair{"float64", H5T_IEEE_F64LE},
                           std::pair{"int32 turned", H5T_STD_I32BE}};
    return std::ranges::find_if(types, [&](const auto& type) { return name == type.first; })->second;
}

/// Numbers small and large, halves too; what the type cannot hold is its nearest.
std::vector<double> numbers()
{
    std::vector<double> values;
    for (hsize_t i = 0; i < Size; ++i)
        values.push_back((i % 3 == 0 ? 1e10 : 1) * (double(i % 97) - 20) + (i % 5 == 0 ? 0.5 : 0));
    return values;
}

void write(const fs::path& path, hid_t type, Layout layout)
{
    const H5Lock lock;
    const H5Id creation(H5Pcreate(H5P_FILE_CREATE)), properties(H5Pcreate(H5P_DATASET_CREATE));
    if (layout == UserBlock)
        H5Pset_userblock(creation.get(), 512);
    if (layout == Compact)
        H5Pset_layout(properties.get(), H5D_COMPACT);
    if (layout >= Chunked && layout <= HalfWritten)
        H5Pset_chunk(properties.get(), 1, &Chunk);
    if (layout == Shuffled || layout == Checked)
        H5Pset_shuffle(properties.get());
    if (layout == Deflated || layout == Shuffled || layout == Checked)
        H5Pset_deflate(properties.get(), 6);
    if (layout == Checked)
        H5Pset_fletcher32(properties.get());
    const hsize_t written = layout == HalfWritten ? Chunk : Size, first = 0;
    const H5Id file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), H5P_DEFAULT));
    const H5Id space(H5Screate_simple(1, &Size, nullptr)), part(H5Screate_simple(1, &written, nullptr));
    const H5Id set(
        H5Dcreate2(file.get(), "v", type, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT));
    H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, &first, nullptr, &written, nullptr);
    QVERIFY(H5Dwrite(set.get(), H5T_NATIVE_DOUBLE, part.get(), space.get(), H5P_DEFAULT, numbers().data()) >=
            0);
}

std::optional<RawLayout> layoutIn(const fs::path& path)
{
    const H5Lock lock;
    return H5File::open(path).value().dataset("v").value().layout();
}

template <class T>
Result<std::vector<T>> readRaw(const RawArray& array, NumberType type, std::uint64_t first,
                               std::uint64_t count)
{
    RawArray::Cursor cursor;
    std::vector<T> values(count);
    return array.read(first, count, type, std::as_writable_bytes(std::span(values)), cursor).map([&] {
        return values;
    });
}

/// By HDF5 itself.
template <class T> std::vector<T> readByLibrary(const fs::path& path, NumberType type)
{
    const H5Lock lock;
    std::vector<T> values(Size);
    const auto read = H5File::open(path).value().dataset("v").value().read(0, Size, type, values.data());
    return read ? values : std::vector<T>();
}

template <class T> void compareAll(const RawArray& array, const fs::path& path, NumberType type)
{
    const auto expected = readByLibrary<T>(path, type);
    QCOMPARE(expected.size(), std::size_t(Size));
    for (const auto& [first, count] : {std::pair{0, 1000}, {0, 0}, {149, 2}, {151, 649}, {999, 1}}) {
        const auto read = readRaw<T>(array, type, std::uint64_t(first), std::uint64_t(count));
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        QCOMPARE(*read, std::vector<T>(expected.begin() + first, expected.begin() + first + count));
    }
}

} // namespace

class TestRawArray : public QObject
{
    Q_OBJECT
private slots:
    void readsAsTheLibraryDoes_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("layout");
        for (const char* type :
             {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"})
            for (const auto& [name, layout] : {std::pair{"contiguous", Contiguous},
                                               {"in chunks", Chunked},
                                               {"deflated", Deflated},
                                               {"shuffled and deflated", Shuffled}})
                QTest::addRow("%s, %s", type, name) << QByteArray(type) << int(layout);
    }
    void readsAsTheLibraryDoes()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, layout);
        const TempFolder dir;
        const auto path = dir / "v.h5";
        write(path, typeOf(type), Layout(layout));
        const auto found = layoutIn(path);
        QVERIFY(found);
        QCOMPARE(found->pieces.size(), std::size_t(layout == Contiguous ? 1 : 7));
        const auto array = RawArray::open(path, "v", *found);
        QVERIFY(array);
        compareAll<float>(*array, path, NumberType::Float);
        compareAll<double>(*array, path, NumberType::Double);
        compareAll<std::int64_t>(*array, path, NumberType::Int64);
        compareAll<std::int32_t>(*array, path, NumberType::Int32);
        compareError(readRaw<float>(*array, NumberType::Float, 1, Size).error(), ErrorCode::BadInput,
                     "v cannot be read");
    }

    void leftToTheLibrary_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("layout");
        QTest::newRow("the other order of bytes") << QByteArray("int32 turned") << int(Contiguous);
        QTest::newRow("with check sums") << QByteArray("int32") << int(Checked);
        QTest::newRow("not all written") << QByteArray("int32") << int(HalfWritten);
        QTest::newRow("among the metadata") << QByteArray("int8") << int(Compact);
        QTest::newRow("behind a user's block") << QByteArray("int32") << int(UserBlock);
    }
    void leftToTheLibrary()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, layout);
        const TempFolder dir;
        write(dir / "v.h5", typeOf(type), Layout(layout));
        QVERIFY(!layoutIn(dir / "v.h5"));
    }

    // Whatever a layout says: what does not fit the file is refused.
    void impossibleLayouts()
    {
        const TempFolder dir;
        const auto path = dir / "v.h5";
        write(path, H5T_STD_I32LE, Deflated);
        const auto sound = layoutIn(path).value();
        const auto opens = [&](const auto& change) {
            RawLayout layout = sound;
            change(layout);
            return RawArray::open(path, "v", layout) != nullptr;
        };
        QVERIFY(opens([](RawLayout&) {}));
        QVERIFY(!opens([](RawLayout& of) { of.elementBytes = 3; }));
        QVERIFY(!opens([](RawLayout& of) { of.elementBytes = 0; }));
        QVERIFY(!opens([](RawLayout& of) { of.elements = 0; }));
        QVERIFY(!opens([](RawLayout& of) { of.elements = UINT64_MAX; }));
        QVERIFY(!opens([](RawLayout& of) { of.pieceElements = 0; }));
        QVERIFY(!opens([](RawLayout& of) { of.pieces.pop_back(); }));
        QVERIFY(!opens([](RawLayout& of) { of.pieces[3].offset = UINT64_MAX; }));
        QVERIFY(!opens([](RawLayout& of) { of.pieces[3].bytes = std::uint64_t{1} << 40; }));
        QVERIFY(!opens([](RawLayout& of) { of.pieces[3].bytes = 0; })); // 600 bytes of nothing
        QVERIFY(!opens([](RawLayout& of) { of.deflated = false; }));    // 600 bytes of fewer
        QVERIFY(!opens([](RawLayout& of) {
            of.elements = std::uint64_t{1} << 40, of.pieceElements = of.elements, of.pieces.resize(1);
        }));
        QVERIFY(!RawArray::open(dir / "absent.h5", "v", sound));
    }

    void damagedChunks()
    {
        const TempFolder dir;
        const auto path = dir / "v.h5";
        write(path, H5T_STD_I32LE, Deflated);
        const auto layout = layoutIn(path).value();
        const auto array = RawArray::open(path, "v", layout);
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(std::streamoff(layout.pieces[2].offset) + 5);
        file.write("\xff\x00\xff\x00", 4);
        file.close();
        QVERIFY(readRaw<float>(*array, NumberType::Float, 0, 2 * Chunk));
        compareError(readRaw<float>(*array, NumberType::Float, 0, Size).error(), ErrorCode::BadInput,
                     "v cannot be read: the file is damaged or cut short");
        fs::resize_file(path, layout.pieces[1].offset + 1);
        compareError(readRaw<float>(*array, NumberType::Float, Chunk, 1).error(), ErrorCode::BadInput,
                     "v cannot be read: the file is damaged or cut short");
    }
};

TRANSCOPE_TEST(TestRawArray)
#include "tst_rawarray.moc"
