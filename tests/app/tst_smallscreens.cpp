#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/panels/spotinspector.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QtTest>

using namespace transcope;

namespace {

double areaOf(const QSize& size)
{
    return double(size.width()) * size.height();
}

/// Heads of tables and labels that are too small for their text.
QStringList cutTexts(const QWidget& window)
{
    QStringList cut;
    for (const auto* header : window.findChildren<QHeaderView*>()) {
        if (header->visibleRegion().isEmpty() || header->orientation() != Qt::Horizontal)
            continue;
        // The hint has room for the arrow in every section; one has it.
        const int arrow = header->isSortIndicatorShown()
                              ? header->style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, header) +
                                    header->style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header)
                              : 0;
        for (int section = 0; section < header->count(); ++section) {
            const int spare = section == header->sortIndicatorSection() ? 0 : arrow;
            if (!header->isSectionHidden(section) &&
                header->sectionSize(section) < header->sectionSizeHint(section) - spare)
                cut << QStringLiteral("%1 (%2 of %3 px)")
                           .arg(header->model()->headerData(section, Qt::Horizontal).toString())
                           .arg(header->sectionSize(section))
                           .arg(header->sectionSizeHint(section) - spare);
        }
    }
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->visibleRegion().isEmpty())
            continue;
        const bool whole = label->wordWrap() ? label->height() >= label->heightForWidth(label->width())
                                             : label->width() >= label->sizeHint().width();
        if (!whole)
            cut << label->text();
    }
    return cut;
}

} // namespace

/// The window on the demo at the sizes of small screens, and of large ones whose letters are twice as large.
class TestSmallScreens : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{2048};

private slots:
    void viewsKeepTheirAreaAndTextsAreWhole_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("views");
        QTest::newRow("1280 x 720") << QSize(1280, 720) << 1;
        QTest::newRow("1280 x 720, four views") << QSize(1280, 720) << 4;
        QTest::newRow("1024 x 700") << QSize(1024, 700) << 1;
        QTest::newRow("1024 x 700, three views") << QSize(1024, 700) << 3;
        QTest::newRow("1920 x 1080 at 200 %") << QSize(960, 540) << 1;
        QTest::newRow("1920 x 1080 at 200 %, two views") << QSize(960, 540) << 2;
        QTest::newRow("1920 x 1080 at 200 %, four views") << QSize(960, 540) << 4;
    }
    void viewsKeepTheirAreaAndTextsAreWhole()
    {
        QFETCH(QSize, size);
        QFETCH(int, views);
        tests::WindowFixture f(m_folder, size);
        auto& window = f.window;
        QVERIFY(f.openSection(m_folder.slide()));
        window.display()->setViews(
            std::vector<ui::ViewChoice>(std::size_t(views), window.display()->views().front()));
        window.selection()->select(window.document()->measured()->id, 3);
        window.messageBar()->clear();
        QVERIFY(f.settle());
        QTest::qWait(50); // what is laid out later than the event that asked for it
        QCOMPARE(window.size(), size);
        double seen = 0;
        for (int view = 0; view < views; ++view) {
            auto* shown = window.workspace()->view(view);
            seen += areaOf(shown->size());
            shown->grabView();
            const QRectF legend = shown->legendRect();
            QVERIFY(!legend.isEmpty() && QRectF(shown->rect()).contains(legend));
        }
        const double share = seen / areaOf(size);
        QVERIFY2(share >= 0.5, qPrintable(QString::number(share)));
        for (auto* dock : window.findChildren<QDockWidget*>()) {
            QVERIFY(!dock->isHidden());
            dock->raise();
            QVERIFY(f.settle());
            QTest::qWait(20);
            const QStringList cut = cutTexts(window);
            QVERIFY2(cut.isEmpty(),
                     qPrintable(dock->objectName() + QStringLiteral(": ") + cut.join(QStringLiteral(" | "))));
            QCOMPARE(window.size(), size);
        }
        const auto* table = window.findChild<ui::SpotInspector*>()->findChild<QTableView*>();
        const auto* genes = static_cast<const QAbstractItemView*>(table);
        constexpr int Gene = ui::SpotProfileModel::GeneColumn;
        QVERIFY(genes->sizeHintForColumn(Gene) > 0);
        QVERIFY(table->columnWidth(Gene) >= genes->sizeHintForColumn(Gene));
    }

    /// The panels surround the views again in a larger window, as they were.
    void aLargerWindowHasItsOwnLayout()
    {
        tests::WindowFixture f(m_folder, {1440, 900}, "roomy.ini");
        auto& window = f.window;
        auto* genes = window.findChild<QDockWidget*>(QStringLiteral("genes"));
        auto* inspector = window.findChild<QDockWidget*>(QStringLiteral("inspector"));
        QTRY_VERIFY(window.isSettled());
        QVERIFY(!window.tabifiedDockWidgets(genes).contains(inspector));
        window.resize(1024, 700);
        QTRY_VERIFY(window.tabifiedDockWidgets(genes).contains(inspector));
        window.resize(1440, 900);
        QTRY_VERIFY(!window.tabifiedDockWidgets(genes).contains(inspector));
        QCOMPARE(window.dockWidgetArea(inspector), Qt::RightDockWidgetArea);
    }
};

TRANSCOPE_GUI_TEST(TestSmallScreens)
#include "tst_smallscreens.moc"
