#include "core/expression/denseexpression.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/document/appsettings.h"
#include "ui/panels/genepanel.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <fstream>

using namespace transcope;

namespace {

core::Layer layerOf(const std::vector<std::string>& genes)
{
    core::Layer layer;
    layer.name = "A";
    layer.kind = core::LayerKind::Predicted;
    core::SpotTable table;
    for (int s = 0; s < 3; ++s)
        table.spots.push_back({std::to_string(s), {100.0 * s, 100}});
    table.diameterLevel0Px = 60;
    layer.spots = std::make_shared<const core::SpotTable>(std::move(table));
    core::ExpressionMatrix values(3, genes.size());
    for (std::size_t g = 0; g < genes.size(); ++g) {
        layer.genes.push_back({genes[g], {}});
        for (std::size_t s = 0; s < 3; ++s)
            values.at(s, g) = float(g + s);
    }
    layer.values = core::denseExpression(std::move(values));
    return layer;
}

} // namespace

/// The user's lists of genes, as the gene panel shows and keeps them.
class TestGeneListsPanel : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;

    QString settingsFile() const { return QString::fromStdString((m_folder / "settings.ini").string()); }

    struct Fixture
    {
        ui::AppSettings settings;
        ui::GeneLists lists{&settings};
        ui::Document document;
        ui::LayerComparisons comparison{&document};
        ui::DisplayState display;
        ui::GenePanel panel{&document, &comparison, &display, &lists};

        explicit Fixture(const QString& file) : settings(file)
        {
            document.startLayer(1, nullptr, layerOf({"EPCAM", "VIM", "CD3E"}));
            document.endRun(1);
        }
        QStringList names() const
        {
            QStringList all;
            for (const auto& entry : panel.model().entries())
                all << entry.name();
            return all;
        }
        QAction* action(const QString& text)
        {
            auto* menu = panel.findChild<QToolButton*>()->menu();
            emit menu->aboutToShow();
            for (auto* each : menu->actions())
                if (each->text().startsWith(text))
                    return each;
            return nullptr;
        }
    };

private slots:
    void cleanup() { std::filesystem::remove(m_folder / "genelists.gmt"); }

    void importedListsAreKept()
    {
        const auto file = m_folder / "sets.gmt";
        std::ofstream(file) << "Epithelium\tmarkers\tEPCAM\tKRT8\nT cells\t\tCD3E\n";
        {
            Fixture f(settingsFile());
            QSignalSpy imported(&f.lists, &ui::GeneLists::imported);
            f.lists.importFile(QString::fromStdString(file.string()));
            QVERIFY(imported.wait());
            QCOMPARE(imported.front()[0].toInt(), 2);
            QCOMPARE(f.names().mid(2, 2), (QStringList{"Epithelium", "T cells"})); // before the genes
            f.lists.importFile(QString::fromStdString(file.string()));
            QVERIFY(imported.wait());
            QVERIFY(f.names().contains("T cells (2)")); // a name that was taken
            f.lists.remove("T cells");
            f.lists.rename("T cells (2)", "Lymphocytes");
        }
        Fixture again(settingsFile());
        QCOMPARE(again.names().mid(2, 3), (QStringList{"Epithelium", "Epithelium (2)", "Lymphocytes"}));
        QVERIFY(again.lists.problem().isEmpty());
    }

    void aListIsAMap()
    {
        Fixture f(settingsFile());
        f.lists.add("Markers", {{"EPCAM", {}}, {"VIM", {}}});
        auto* list = f.panel.findChild<QTreeView*>();
        list->setCurrentIndex(list->model()->index(2, 0));
        const auto& recipe = f.display.recipe();
        QVERIFY(recipe.kind == core::MapKind::GeneMean);
        QCOMPARE(recipe.genes, (std::vector<std::string>{"EPCAM", "VIM"}));
        QCOMPARE(QString::fromStdString(recipe.title), QString("Markers"));
        QVERIFY(f.action("Remove")->isEnabled());
        f.action("Remove")->trigger();
        QVERIFY(f.lists.lists().empty());
    }

    void selectedGenesAreBlended()
    {
        Fixture f(settingsFile());
        auto* list = f.panel.findChild<QTreeView*>();
        QVERIFY(!f.action("Blend")->isEnabled());
        const auto select = [&](int row) {
            list->selectionModel()->select(list->model()->index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
        };
        list->selectionModel()->clear();
        select(2); // CD3E: genes stand by name
        select(4);
        QVERIFY(f.action("Blend")->isEnabled());
        f.action("Blend")->trigger();
        QVERIFY(f.display.recipe() == (core::MapRecipe{core::MapKind::Blend, {"CD3E", "VIM"}}));
    }

    /// What cannot be read is told of, and stays as it is.
    void damagedListsStay()
    {
        std::ofstream(m_folder / "genelists.gmt") << "no tabs here\n";
        Fixture f(settingsFile());
        QVERIFY(!f.lists.problem().isEmpty());
        QSignalSpy failed(&f.lists, &ui::GeneLists::failed);
        f.lists.add("Markers", {{"EPCAM", {}}});
        QCOMPARE(failed.count(), 1);
        std::ifstream in(m_folder / "genelists.gmt");
        std::string text;
        std::getline(in, text);
        QCOMPARE(QString::fromStdString(text), QString("no tabs here"));
    }
};

TRANSCOPE_GUI_TEST(TestGeneListsPanel)
#include "tst_genelistspanel.moc"
