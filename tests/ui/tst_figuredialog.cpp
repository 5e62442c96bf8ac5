#include "core/expression/denseexpression.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/document/appsettings.h"
#include "ui/panels/figuredialog.h"
#include "ui/workspace/exportcontroller.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>
#include <fstream>

using namespace transcope;

namespace {

core::Layer layerOf(const std::string& name)
{
    core::Layer layer;
    layer.name = name;
    layer.kind = core::LayerKind::Predicted;
    core::SpotTable table;
    for (int s = 0; s < 3; ++s)
        table.spots.push_back({std::to_string(s), {100.0 + 50 * s, 100}});
    table.diameterLevel0Px = 30;
    layer.spots = std::make_shared<const core::SpotTable>(std::move(table));
    layer.genes = {{"DDX5", {}}, {"A/B", {}}};
    layer.values = core::denseExpression(core::ExpressionMatrix(3, 2));
    return layer;
}

} // namespace

/// What figures of maps are asked for, and what is written then.
class TestFigureDialog : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;

    QString path(const char* name) const { return QString::fromStdString((m_folder / name).string()); }

    struct Fixture
    {
        ui::AppSettings settings;
        ui::Document document;
        ui::DisplayState display;
        ui::Workspace workspace{&document, &display};
        ui::OverlayController overlay{&document, &display, &workspace};
        ui::ExportController exports{&document, &display, &overlay};
        QSignalSpy saved{&exports, &ui::ExportController::saved};
        QSignalSpy failed{&exports, &ui::ExportController::failed};

        explicit Fixture(const TestFigureDialog& test) : settings(test.path("settings.ini"))
        {
            document.openSlide(test.path("slide.png"));
            if (!QTest::qWaitFor([&] { return document.slide() != nullptr && !document.isLoading(); }, 20000))
                qFatal("no slide");
            for (core::RunId run : {1, 2}) {
                document.startLayer(run, nullptr, layerOf(run == 1 ? "M2OST" : "ridge"));
                document.endRun(run);
            }
        }
    };

    static QAbstractButton* saveButton(const ui::FigureDialog& dialog)
    {
        return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", path("cache").toUtf8());
        QImage slide(300, 200, QImage::Format_RGB888);
        slide.fill(Qt::white);
        QVERIFY(slide.save(path("slide.png")));
    }

    void whatIsShownIsChosenAlready()
    {
        Fixture f(*this);
        f.display.setGene(QStringLiteral("DDX5"));
        ui::GeneLists lists(&f.settings);
        lists.add(QStringLiteral("markers"), {{"EPCAM", {}}, {"VIM", {}}});
        ui::FigureDialog dialog(f.document, f.display, lists);
        QCOMPARE(dialog.choice().genes, QStringList{"DDX5"});
        QCOMPARE(dialog.choice().columns.size(), std::size_t(2));
        QVERIFY(dialog.choice().rows.empty() && !dialog.choice().isBatch);

        auto* genes = dialog.findChild<QLineEdit*>();
        genes->setText(QStringLiteral(" DDX5;A/B\tDDX5, "));
        QCOMPARE(dialog.choice().genes, (QStringList{"DDX5", "A/B"}));
        dialog.findChild<QToolButton*>()->menu()->actions().front()->trigger();
        QCOMPARE(dialog.choice().genes, (QStringList{"EPCAM", "VIM"}));

        // A figure needs a row and a column.
        genes->clear();
        QVERIFY(!saveButton(dialog)->isEnabled());
        dialog.findChild<QCheckBox*>()->setChecked(true); // principal components
        QVERIFY(saveButton(dialog)->isEnabled());
        QCOMPARE(dialog.choice().rows.front().recipe.kind, core::MapKind::PcaRgb);
        auto* columns = dialog.findChild<QListWidget*>();
        columns->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(dialog.choice().columns, std::vector{f.document.layers()[1].id});
        columns->item(1)->setCheckState(Qt::Unchecked);
        QVERIFY(!saveButton(dialog)->isEnabled());
        columns->item(1)->setCheckState(Qt::Checked);
        dialog.findChildren<QRadioButton*>()[1]->setChecked(true); // of each gene: there is none
        QVERIFY(!saveButton(dialog)->isEnabled());
    }

    void theFigureIsWritten()
    {
        Fixture f(*this);
        ui::FigureChoice choice;
        choice.columns = {f.document.layers()[0].id, f.document.layers()[1].id};
        choice.genes = {"DDX5"};
        choice.look = {true, 100, 127}; // 500 px
        f.exports.saveFigure(choice, path("figure.png"));
        QTRY_COMPARE(f.saved.count(), 1);
        QCOMPARE(QImage(path("figure.png")).width(), 500);
        choice.genes = {"NOSUCH"};
        f.exports.saveFigure(choice, path("none.png"));
        QTRY_COMPARE(f.failed.count(), 1);
        QVERIFY(f.failed[0][0].toString().contains(QStringLiteral("NOSUCH")));
        QVERIFY(!QFileInfo::exists(path("none.png")));
    }

    void aPictureOfEachGeneAndASheet()
    {
        Fixture f(*this);
        ui::FigureChoice choice;
        choice.columns = {f.document.layers()[0].id};
        choice.genes = {"DDX5", "A/B", "NOSUCH"};
        choice.isBatch = true;
        f.exports.saveFigure(choice, path("genes"));
        QTRY_COMPARE(f.saved.count(), 1);
        QCOMPARE(QDir(path("genes")).entryList(QDir::Files),
                 (QStringList{"A-B.png", "contact-sheet.pdf", "DDX5.png"}));
        QVERIFY(f.saved[0][1].toString().contains(QStringLiteral("NOSUCH")));
    }
};

TRANSCOPE_GUI_TEST(TestFigureDialog)
#include "tst_figuredialog.moc"
