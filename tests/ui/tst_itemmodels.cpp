#include "tests/testsupport/testprogram.h"
#include "ui/itemmodels/genefiltermodel.h"
#include "ui/itemmodels/genelistmodel.h"
#include "ui/itemmodels/layersmodel.h"
#include "ui/itemmodels/spotprofilemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace transcope::ui;

namespace {

constexpr double Unknown = std::numeric_limits<double>::quiet_NaN();

GeneEntry gene(const QString& symbol, double heldOut = Unknown, bool predicted = true, const QString& id = {})
{
    GeneEntry entry;
    entry.symbol = symbol;
    entry.id = id;
    entry.heldOut = heldOut;
    entry.predicted = predicted;
    return entry;
}

std::vector<GeneEntry> someGenes()
{
    std::vector<GeneEntry> entries(2);
    entries[0].kind = GeneEntry::Kind::PcaFirst;
    entries[1].kind = GeneEntry::Kind::PcaRgb;
    entries.push_back(gene(QStringLiteral("FASN"), 0.5));
    entries.push_back(gene(QStringLiteral("DDX5"), 0.1, true, QStringLiteral("ENSG00000108654")));
    entries.push_back(gene(QStringLiteral("DDX54"), Unknown, false));
    entries.push_back(gene(QString(), 0.7, true, QStringLiteral("ENSG00000000003")));
    return entries;
}

QStringList namesOf(const QAbstractItemModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    return names;
}

} // namespace

class TestItemModels : public QObject
{
    Q_OBJECT
private slots:
    void layersKeepTheContract()
    {
        LayersModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        LayerEntry measured, predicted;
        measured.id = 1;
        measured.name = measured.shownName = QStringLiteral("Measured");
        measured.spots = measured.present = 180;
        predicted.id = 2;
        predicted.name = predicted.shownName = QStringLiteral("M2OST");
        predicted.spots = 180;
        predicted.present = 32;
        predicted.matched = 179;
        predicted.perSpot = 0.547;
        model.setEntries({measured, predicted});
        QCOMPARE(namesOf(model), (QStringList{"Measured", "M2OST"}));
        QCOMPARE(model.index(0, LayersModel::SpotsColumn).data().toString(), QStringLiteral("180"));
        QCOMPARE(model.index(1, LayersModel::SpotsColumn).data().toString(), QStringLiteral("32/180"));
        QCOMPARE(model.index(0, LayersModel::PerSpotColumn).data().toString(), QString());
        QCOMPARE(model.index(1, LayersModel::PerSpotColumn).data().toString(),
                 QLocale().toString(0.55, 'f', 2));
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("179")));
        // The same layers with more rows: what is selected stays selected.
        QSignalSpy reset(&model, &LayersModel::modelReset);
        predicted.present = 64;
        model.setEntries({measured, predicted});
        QCOMPARE(reset.count(), 0);
        model.setEntries({predicted, measured});
        QCOMPARE(reset.count(), 1);
        // Names are asked for; empty ones are not.
        QSignalSpy renamed(&model, &LayersModel::renamed);
        QVERIFY(model.setData(model.index(0, 0), QStringLiteral(" Ours "), Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, 0), QStringLiteral(" "), Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, 1), QStringLiteral("x"), Qt::EditRole));
        QCOMPARE(renamed.count(), 1);
        QCOMPARE(renamed[0], (QVariantList{quint64(2), QStringLiteral("Ours")}));
        QCOMPARE(namesOf(model), (QStringList{"M2OST", "Measured"}));
    }

    void geneListKeepsTheContract()
    {
        GeneListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        GeneFilterModel filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester filterTester(&filter,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries(someGenes());
        filter.setSearchText(QStringLiteral("ddx"));
        model.setScores({{Unknown, Unknown, 0.25, -0.5, Unknown, 0.0},
                         {Unknown, Unknown, -0.125, 0.5, Unknown, Unknown}});
        filter.sort(GeneListModel::BeyondDepthColumn, Qt::DescendingOrder);
        QCOMPARE(filter.index(0, GeneListModel::NameColumn).data().toString(), QStringLiteral("DDX5"));
        const auto beyond = filter.index(0, GeneListModel::BeyondDepthColumn);
        QCOMPARE(beyond.data().toString(), QStringLiteral("0.50"));
        QVERIFY(beyond.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Beyond depth 0.500")));
        filter.setSearchText({});
        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
    }

    void scoresAndWeakness()
    {
        GeneListModel model;
        model.setEntries(someGenes());
        const auto heldOut = [&](int row) {
            return model.index(row, GeneListModel::HeldOutColumn).data().toString();
        };
        QCOMPARE(heldOut(2), QStringLiteral("0.50"));
        QCOMPARE(heldOut(4), QString()); // unknown
        QVERIFY(!model.index(2, 0).data(GeneListModel::WeakRole).toBool());
        QVERIFY(model.index(3, 0).data(GeneListModel::WeakRole).toBool());  // 0.1 < 0.2
        QVERIFY(!model.index(4, 0).data(GeneListModel::WeakRole).toBool()); // unknown is not weak
        QVERIFY(model.index(3, 0).data(Qt::ForegroundRole).isValid());
        QVERIFY(!model.index(2, 0).data(Qt::ForegroundRole).isValid());
    }

    void sorts_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::addColumn<QStringList>("genes"); // after the two PCA entries, which never move
        const QString id = QStringLiteral("ENSG00000000003");
        QTest::newRow("by name") << int(GeneListModel::NameColumn) << Qt::AscendingOrder
                                 << QStringList{"DDX5", "DDX54", id, "FASN"};
        QTest::newRow("by name, reversed") << int(GeneListModel::NameColumn) << Qt::DescendingOrder
                                           << QStringList{"FASN", id, "DDX54", "DDX5"};
        QTest::newRow("by score") << int(GeneListModel::HeldOutColumn) << Qt::AscendingOrder
                                  << QStringList{"DDX5", "FASN", id, "DDX54"};
        QTest::newRow("best first, unknown last") << int(GeneListModel::HeldOutColumn) << Qt::DescendingOrder
                                                  << QStringList{id, "FASN", "DDX5", "DDX54"};
    }
    void sorts()
    {
        QFETCH(int, column);
        QFETCH(Qt::SortOrder, order);
        QFETCH(QStringList, genes);
        GeneListModel model;
        model.setEntries(someGenes());
        GeneFilterModel filter;
        filter.setSourceModel(&model);
        filter.sort(column, order);
        const QStringList pca = {QStringLiteral("PCA: first component"), QStringLiteral("PCA: RGB")};
        QCOMPARE(namesOf(filter), pca + genes);
    }

    void searchFindsSymbolAndId()
    {
        GeneListModel model;
        model.setEntries(someGenes());
        GeneFilterModel filter;
        filter.setSourceModel(&model);
        filter.sort(0);
        filter.setSearchText(QStringLiteral(" ddx5 "));
        QCOMPARE(namesOf(filter), (QStringList{"DDX5", "DDX54"}));
        QCOMPARE(filter.bestMatch().data().toString(), QStringLiteral("DDX5"));
        filter.setSearchText(QStringLiteral("108654"));
        QCOMPARE(namesOf(filter), QStringList{"DDX5"});
        filter.setSearchText(QStringLiteral("no such gene"));
        QVERIFY(!filter.bestMatch().isValid());
        filter.setSearchText({});
        filter.setPredictedOnly(true);
        QVERIFY(!namesOf(filter).contains(QStringLiteral("DDX54")));
        QVERIFY(namesOf(filter).contains(QStringLiteral("PCA: RGB")));
    }

    void profile()
    {
        SpotProfileModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setProfile({{QStringLiteral("A"), 2.F, 3.5F}, {QStringLiteral("B"), NAN, 1.F}});
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, SpotProfileModel::MeasuredColumn), QStringLiteral("2.00"));
        QCOMPARE(text(0, SpotProfileModel::DifferenceColumn), QStringLiteral("+1.50"));
        QCOMPARE(text(1, SpotProfileModel::MeasuredColumn), QStringLiteral("–"));
        QVERIFY(
            !model.index(1, SpotProfileModel::DifferenceColumn).data(SpotProfileModel::SortRole).isValid());
    }
};

TRANSCOPE_GUI_TEST(TestItemModels)
#include "tst_itemmodels.moc"
