#include "core/h5/rawtexts.h"

#include "core/h5/h5object.h"
#include "core/h5/rawarray.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <vector>

using namespace transcope::core;
using transcope::tests::TempFolder;
namespace fs = std::filesystem;

namespace {

enum Layout { Contiguous, Chunked, Deflated, Shuffled, FixedLength };

/// Short and long, none at all, other letters; texts of 4,096 bytes and more have a heap of their own.
std::vector<std::string> texts()
{
    std::vector<std::string> texts;
    for (int i = 0; i < 3000; ++i)
        texts.push_back("s_" + std::to_string(i) + std::string(std::size_t(i % 11), 'x'));
    texts[7].clear();
    texts[8] = "Gewebe – 組織";
    texts[1000] = std::string(5000, 'l');
    texts[1001] = std::string(200'000, 'L');
    texts[2000] = texts[8];
    return texts;
}

H5Id typeFor(Layout layout)
{
    H5Id type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), layout == FixedLength ? 16 : H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

void write(const fs::path& path, Layout layout)
{
    constexpr hsize_t Chunk = 700;
    const H5Lock lock;
    const auto all = texts();
    const H5Id properties(H5Pcreate(H5P_DATASET_CREATE));
    if (layout == Chunked || layout == Deflated || layout == Shuffled)
        H5Pset_chunk(properties.get(), 1, &Chunk);
    if (layout == Shuffled)
        H5Pset_shuffle(properties.get());
    if (layout == Deflated || layout == Shuffled)
        H5Pset_deflate(properties.get(), 4);
    const hsize_t size = all.size();
    const auto type = typeFor(layout);
    const H5Id file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
    const H5Id space(H5Screate_simple(1, &size, nullptr));
    const H5Id set(
        H5Dcreate2(file.get(), "v", type.get(), space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT));
    std::vector<const char*> pointers;
    std::string fixed(16 * all.size(), 't');
    for (const auto& text : all)
        pointers.push_back(text.c_str());
    const void* data = layout == FixedLength ? static_cast<const void*>(fixed.data()) : pointers.data();
    QVERIFY(H5Dwrite(set.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0);
}

std::optional<RawLayout> layoutIn(const fs::path& path)
{
    const H5Lock lock;
    return H5File::open(path).value().dataset("v").value().layout();
}

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

class TestRawTexts : public QObject
{
    Q_OBJECT
private slots:
    void readsAsTheLibraryDoes_data()
    {
        QTest::addColumn<int>("layout");
        QTest::newRow("contiguous") << int(Contiguous);
        QTest::newRow("in chunks") << int(Chunked);
        QTest::newRow("deflated") << int(Deflated);
    }
    void readsAsTheLibraryDoes()
    {
        QFETCH(int, layout);
        const TempFolder dir;
        write(dir / "v.h5", Layout(layout));
        const auto found = layoutIn(dir / "v.h5");
        QVERIFY(found && found->kind == RawLayout::Kind::Text);
        const auto read = readRawTexts(dir / "v.h5", "v", *found);
        QVERIFY(read);
        QCOMPARE(*read, texts());
        const H5Lock lock;
        QCOMPARE(*read, H5File::open(dir / "v.h5").value().strings("v").value());
        // They are no numbers.
        QVERIFY(!RawArray::open(dir / "v.h5", "v", *found));
    }

    void leftToTheLibrary()
    {
        const TempFolder dir;
        write(dir / "v.h5", FixedLength);
        QVERIFY(!layoutIn(dir / "v.h5"));
        write(dir / "v.h5", Shuffled);
        const auto shuffled = layoutIn(dir / "v.h5");
        QVERIFY(!shuffled || !readRawTexts(dir / "v.h5", "v", *shuffled));
    }

    // Whatever a file says: no text but what lies in it.
    void damaged_data()
    {
        QTest::addColumn<int>("at"); // in the first heap
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no heap") << 0 << QByteArray("gcol");
        QTest::newRow("another version") << 4 << QByteArray("\x02");
        QTest::newRow("a heap beyond the file") << 8 << QByteArray("\0\0\0\x01", 4);
        QTest::newRow("a heap of nothing") << 8 << QByteArray("\0\0\0\0\0\0\0\0", 8);
        QTest::newRow("the first text beyond the heap")
            << 24 << QByteArray("\0\xff\xff\xff\xff\xff\xff\x7f", 8);
        QTest::newRow("the first text shorter than said") << 24 << QByteArray("\x01");
        QTest::newRow("no more texts in it") << 16 << QByteArray("\0\0", 2);
    }
    void damaged()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        const TempFolder dir;
        const auto path = dir / "v.h5";
        write(path, Contiguous);
        const auto layout = layoutIn(path).value();
        const auto heap = bytesOf(path).find("GCOL");
        QVERIFY(heap != std::string::npos && readRawTexts(path, "v", layout));
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(std::streamoff(heap) + at);
        file.write(bytes.data(), bytes.size());
        file.close();
        QVERIFY(!readRawTexts(path, "v", layout));
    }

    void cutShort()
    {
        const TempFolder dir;
        const auto path = dir / "v.h5";
        write(path, Contiguous);
        const auto layout = layoutIn(path).value();
        fs::resize_file(path, bytesOf(path).rfind("GCOL") + 10);
        QVERIFY(!readRawTexts(path, "v", layout));
        QVERIFY(!readRawTexts(dir / "absent.h5", "v", layout));
    }
};

TRANSCOPE_TEST(TestRawTexts)
#include "tst_rawtexts.moc"
