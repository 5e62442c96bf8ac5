#include "core/io/genelists.h"

#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <fstream>
#include <zlib.h>

using namespace transcope::core;
using transcope::tests::TempFolder;

namespace {

/// "NAME (description): GENE,GENE; NAME …", with "-N" after a list that named N genes again.
QString shown(const std::vector<NamedGenes>& lists)
{
    QStringList all;
    for (const auto& list : lists) {
        QStringList genes;
        for (const auto& gene : list.genes)
            genes << QString::fromStdString(gene.name());
        all << QString::fromStdString(list.name) +
                   (list.description.empty() ? "" : " (" + QString::fromStdString(list.description) + ")") +
                   ": " + genes.join(',') + (list.repeated > 0 ? QString(" -%1").arg(list.repeated) : "");
    }
    return all.join("; ");
}

} // namespace

class TestGeneLists : public QObject
{
    Q_OBJECT

    const TempFolder m_dir;

    std::filesystem::path write(const QString& name, const QByteArray& content) const
    {
        const auto path = m_dir / name.toStdString();
        std::ofstream(path, std::ios::binary) << content.toStdString();
        return path;
    }

private slots:
    void lists_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* tag, const char* name, const QByteArray& content,
                            const char* expected) { QTest::newRow(tag) << name << content << expected; };
        row("GMT", "sets.gmt", "HYPOXIA\thttp://a.b/c d\tVEGFA\tCA9\nB cells\t\tCD19\tMS4A1\n",
            "HYPOXIA (http://a.b/c d): VEGFA,CA9; B cells: CD19,MS4A1");
        row("GMT from Windows, with a mark, blank lines and tabs at its ends", "SETS.GMT",
            "\xEF\xBB\xBF"
            "A\tn/a\tX\tY\t\t\r\n\r\nB\tn/a\tZ\r\n",
            "A (n/a): X,Y; B (n/a): Z");
        row("GMT with genes twice: by name, and by id but for the version", "sets.gmt",
            "A\t\tX\tX\tY\tX\nB\t\tENSG00000108654\tENSG00000108654.2\n", "A: X,Y -2; B: ENSG00000108654 -1");
        row("the same gene in two lists", "sets.gmt", "A\t\tX\nB\t\tX\n", "A: X; B: X");
        row("UTF-16", "sets.gmt",
            QByteArray("\xFF\xFE"
                       "A\0\t\0\t\0X\0",
                       10),
            "A: X");
        row("one a line", "my markers.txt", "# of mine\nDDX5\r\n\r\n  ENSG00000075624 \r\n",
            "my markers: DDX5,ENSG00000075624");
        row("between commas", "m.csv", "DDX5, ACTB,,CD19", "m: DDX5,ACTB,CD19");
        row("between tabs and semicolons", "m", "DDX5\tACTB;CD19\nDDX5\n", "m: DDX5,ACTB,CD19 -1");
        row("in quotes", "m.csv", "\"DDX5\",'ACTB'\n\"CD19\"\n", "m: DDX5,ACTB,CD19");
        row("of an old Mac", "m.txt", "DDX5\rACTB\r", "m: DDX5,ACTB");
    }
    void lists()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        const auto lists = readGeneLists(write(name, content));
        QVERIFY2(lists, lists ? "" : lists.error().text().c_str());
        QCOMPARE(shown(*lists), expected);
    }

    void packed()
    {
        const auto path = m_dir / "sets.gmt.gz";
        gzFile file = gzopen(path.c_str(), "wb");
        QVERIFY(gzputs(file, "A\t\tX\n") > 0);
        gzclose(file);
        QCOMPARE(shown(readGeneLists(path).value()), QString("A: X"));
        std::filesystem::rename(path, m_dir / "mine.txt.gz");
        QCOMPARE(shown(readGeneLists(m_dir / "mine.txt.gz").value()), QString("mine: A,X"));
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("messagePart");
        const auto row = [](const char* tag, const char* name, const QByteArray& content, const char* part) {
            QTest::newRow(tag) << name << content << part;
        };
        row("empty GMT", "sets.gmt", "\n \n", ": no gene list in it");
        row("empty list", "m.txt", "# nothing\n", ": no gene in it");
        row("a list without genes", "sets.gmt", "A\t\tX\n\nB\tdescription\n",
            ", line 3: list \"B\" has no genes");
        row("a list without a name", "sets.gmt", "A\t\tX\n\t\tY\n", ", line 2: the list has no name");
        row("a name twice", "sets.gmt", "A\t\tX\nB\t\tY\nA\t\tZ\n",
            ", line 3: a list called \"A\" is already on line 1");
        row("prose", "readme.txt", "Genes\nThese are the genes\n",
            ", line 2: expected the name of a gene, found \"These are the genes\"");
        row("not text", "m.txt", QByteArray("PK\x03\x04", 4), ", line 1: expected the name of a gene");
        row("an endless name", "sets.gmt", "A\t\t" + QByteArray(201, 'X'),
            ", line 1: expected the name of a gene, found \"XXX");
        row(
            "too many lists", "sets.gmt",
            [] {
                QByteArray text;
                for (int i = 0; i < 100'001; ++i)
                    text += QByteArray::number(i) + "\t\tX\n";
                return text;
            }(),
            ", line 100001: more than 100,000 lists");
    }
    void badFiles()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, messagePart);
        const auto path = write(name, content);
        const auto lists = readGeneLists(path);
        QVERIFY(!lists);
        QCOMPARE(lists.error().code, ErrorCode::BadInput);
        const auto message = QString::fromStdString(lists.error().message);
        QVERIFY2(message.startsWith(QString::fromStdString(path.string()) + messagePart),
                 qPrintable(message));
        QVERIFY(!lists.error().whatToDo.empty());
    }

    /// 100 MiB of blanks, packed in 100 kB.
    void packedTooLarge()
    {
        const auto path = m_dir / "bomb.gmt";
        gzFile file = gzopen(path.c_str(), "wb");
        const std::string blanks(1u << 20, ' ');
        for (int i = 0; i < 100; ++i)
            QVERIFY(gzwrite(file, blanks.data(), unsigned(blanks.size())) > 0);
        gzclose(file);
        const auto lists = readGeneLists(path);
        QVERIFY(!lists);
        QCOMPARE(lists.error().message, path.string() + ": holds more than 64 MiB of text");
    }

    void absentFile() { QCOMPARE(readGeneLists("/nonexistent/a.gmt").error().code, ErrorCode::NotFound); }
};

TRANSCOPE_TEST(TestGeneLists)
#include "tst_genelists.moc"
