#include "core/demo/demosection.h"
#include "core/expression/expression.h"
#include "core/io/open.h"
#include "core/session/session.h"
#include "core/slide/slide.h"
#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/document/sessiontext.h"
#include "ui/panels/layerspanel.h"
#include "ui/workspace/steps.h"

#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>
#include <fstream>

using namespace transcope;

namespace {

/// Just more values than a session takes, none of them in memory.
class Constant : public core::Expression
{
public:
    static constexpr std::size_t Side = 4473; // 4,473² = 20,007,729

    std::size_t spots() const override { return Side; }
    std::size_t genes() const override { return Side; }
    core::Result<std::vector<float>> gene(std::size_t) const override
    {
        return std::vector<float>(Side, 1.F);
    }
    core::Result<std::vector<float>> spot(std::size_t) const override { return gene(0); }
};

} // namespace

/// A session keeps the layers that were read from other files, and what a person made of all layers.
class TestSessionLayers : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{2048, "train/demo"};

    /// A window with what a session holds.
    struct Opened : tests::WindowFixture
    {
        explicit Opened(const TestSessionLayers& test) : WindowFixture(test.m_folder)
        {
            document()->openSession(QString::fromStdString(test.session().string()));
        }
        bool isThere() { return document()->session() != nullptr && window.isSettled(); }
        QStringList names()
        {
            QStringList names;
            for (const auto& open : document()->layers())
                names << QString::fromStdString(open.layer->name);
            return names;
        }
    };

    std::filesystem::path session() const { return m_folder / "s.transcope"; }
    /// A table of one gene over two spots of the session.
    QString table(const std::string& name, float first) const
    {
        const auto file = m_folder / (name + ".csv");
        std::ofstream(file) << "spot,x,y,DDX5\na,500,500," << first << ".5\nb,900,500,2\n";
        return QString::fromStdString(file.string());
    }

private slots:
    void initTestCase()
    {
        core::DemoOptions options;
        options.sidePx = 2048;
        options.seed = 7;
        QVERIFY(core::writeDemoSection(m_folder / "train/other", options).has_value());
        const std::filesystem::path file = m_folder.slide().toStdString();
        const auto slide = core::openSlide(file).value();
        const auto hash = core::quickHash(file).value();
        core::SpotTable spots;
        spots.diameterLevel0Px = 100;
        spots.spots = {{"a", {500, 500}, 0, 0}, {"b", {900, 500}, 0, 1}};
        const auto made = core::createSession(session(), {file, hash, slide->sizeLevel0Px(), 0.5}, spots);
        QVERIFY2(made.has_value(), made ? "" : made.error().text().c_str());
    }

    void importedLayersStay()
    {
        {
            Opened f(*this);
            QTRY_VERIFY(f.isThere());
            f.document()->importLayers(table("ridge", 1));
            QTRY_COMPARE(f.names(), QStringList({QStringLiteral("ridge")}));
            QTRY_VERIFY(f.isThere());
            f.document()->importLayers(table("mean", 3));
            QTRY_COMPARE(f.document()->layers().size(), std::size_t(2));
            QTRY_VERIFY(f.isThere());
            f.document()->renameLayer(f.document()->layerNamed(QStringLiteral("ridge")),
                                      QStringLiteral("Ridge of HIPT"));
            f.document()->moveLayer(f.document()->layerNamed(QStringLiteral("mean")), 0);
        }
        QVERIFY(QFile::remove(QString::fromStdString((m_folder / "ridge.csv").string())));
        Opened f(*this);
        QTRY_VERIFY(f.isThere());
        QCOMPARE(f.names(), QStringList({QStringLiteral("mean"), QStringLiteral("Ridge of HIPT")}));
        const auto* ridge = f.document()->layer(f.document()->layerNamed(QStringLiteral("Ridge of HIPT")));
        QCOMPARE(ridge->layer->kind, core::LayerKind::Imported);
        QCOMPARE(ridge->layer->provenance.normalisation, core::Normalisation::NotStated);
        QCOMPARE(ridge->layer->values->gene(0).value(), (std::vector<float>{1.5F, 2}));
        QCOMPARE(ridge->kept, std::string("ridge")); // the session itself calls it so
    }

    /// Out of sight it is still in the file; undone, it comes back with its values.
    void aRemovedLayerStaysAway()
    {
        {
            Opened f(*this);
            QTRY_VERIFY(f.isThere());
            f.document()->removeLayer(f.document()->layerNamed(QStringLiteral("mean")));
        }
        Opened f(*this);
        QTRY_VERIFY(f.isThere());
        QCOMPARE(f.names(), QStringList({QStringLiteral("Ridge of HIPT")}));
        const auto ridge = f.document()->layers().front();
        f.document()->removeLayer(ridge.id);
        QVERIFY(f.names().isEmpty());
        f.document()->restoreLayer(ridge, 0);
        QCOMPARE(f.names(), QStringList({QStringLiteral("Ridge of HIPT")}));
        QCOMPARE(f.document()->layers().front().layer->values->gene(0).value()[0], 1.5F);
    }

    /// What a person says of the values is kept; undone, nothing is said.
    void statedNormalisation()
    {
        const auto normalisationOf = [](Opened& f) {
            return f.document()->layers().front().layer->provenance.normalisation;
        };
        {
            Opened f(*this);
            QTRY_VERIFY(f.isThere());
            auto* panel = f.window.findChild<ui::LayersPanel*>();
            QVERIFY(panel->note()->text().contains(QStringLiteral("Ridge of HIPT is not scored")));
            const auto id = f.document()->layers().front().id;
            panel->stateNormalisation(id, core::Normalisation::Log1p);
            QVERIFY(!panel->note()->text().contains(QStringLiteral("is not scored")));
            f.window.findChild<ui::Steps*>()->undo();
            QCOMPARE(normalisationOf(f), core::Normalisation::NotStated);
            f.window.findChild<ui::Steps*>()->redo();
            QTRY_VERIFY(f.isThere());
        }
        Opened f(*this);
        QTRY_VERIFY(f.isThere());
        QCOMPARE(f.names(), QStringList({QStringLiteral("Ridge of HIPT")}));
        QCOMPARE(normalisationOf(f), core::Normalisation::Log1p);
        QCOMPARE(f.document()->layers().front().layer->values->gene(0).value()[0], 1.5F);
    }

    /// The mean of the other sections is one number per gene; the section itself, which lies in the folder
    /// too, tells nothing.
    void baselinesStandBesideAPrediction()
    {
        tests::WindowFixture f(m_folder);
        QVERIFY(f.openSection(m_folder.slide()));
        auto* document = f.document();
        QVERIFY(!document->canAddBaselines()); // for which genes?
        const auto& genes = document->measured()->layer->genes;
        const auto file = m_folder / "predicted.csv";
        std::ofstream(file) << "# {\"transcope\": {\"normalisation\": \"log1p\"}}\nspot," << genes[0].symbol
                            << ',' << genes[1].symbol << '\n'
                            << document->measured()->layer->spots->spots[0].id << ",0.5,1\n";
        document->importLayers(QString::fromStdString(file.string()));
        QTRY_VERIFY(document->canAddBaselines());
        document->addBaselines(QString::fromStdString((m_folder / "train").string()));
        QTRY_COMPARE_WITH_TIMEOUT(document->layers().size(), std::size_t(4), 60000);
        const auto& mean = document->layers()[2];
        QCOMPARE(mean.layer->name, std::string("training-mean"));
        QCOMPARE(document->layers()[3].layer->name, std::string("ridge on colour and texture"));
        QCOMPARE(document->prediction()->layer->name, std::string("predicted"));
        QCOMPARE(mean.layer->provenance.trainedSections, std::string("other"));
        QCOMPARE(mean.layer->spots->size(), document->measured()->layer->spots->size());
        const auto other = core::openSection(m_folder / "train/other").value();
        for (std::size_t g = 0; g < 2; ++g) {
            double sum = 0; // of ln(1 + count)
            const auto counts = other.counts->gene(g).value();
            for (const float count : counts)
                sum += std::log1p(double(count));
            const auto values = mean.layer->values->gene(g).value();
            for (const float value : values)
                QVERIFY(std::abs(double(value) - sum / double(counts.size())) < 1e-5);
        }
    }

    /// Of other spots than the session's: its file is read again.
    void theMeasurementIsThereAgain()
    {
        std::size_t genes = 0;
        {
            Opened f(*this);
            QTRY_VERIFY(f.isThere());
            QVERIFY(f.document()->measured() == nullptr);
            f.document()->openExpression(m_folder.section(QStringLiteral("counts.tsv.gz")));
            QTRY_VERIFY(f.document()->measured() != nullptr && f.isThere());
            genes = f.document()->measured()->layer->genes.size();
        }
        Opened f(*this);
        QTRY_VERIFY(f.document()->measured() != nullptr && f.isThere());
        QCOMPARE(f.document()->measured()->layer->genes.size(), genes);
        QCOMPARE(f.document()->layers().size(), std::size_t(2)); // and the ridge
    }

    /// As the command line asks for: the file named wins over what the session remembers.
    void anotherMeasurementIsOpenedWithTheSession()
    {
        const std::filesystem::path other = m_folder / "train/other/counts.tsv.gz";
        tests::WindowFixture f(m_folder);
        QVERIFY(std::filesystem::exists(other));
        f.document()->openSession(QString::fromStdString(session().string()),
                                  QString::fromStdString(other.string()));
        QTRY_VERIFY_WITH_TIMEOUT(f.document()->measured() != nullptr &&
                                     f.document()->measured()->source == other && f.window.isSettled(),
                                 tests::PatienceMs);
    }

    void whatIsTooLargeIsSaid()
    {
        Opened f(*this);
        QTRY_VERIFY(f.isThere());
        core::SpotTable spots;
        spots.diameterLevel0Px = 1;
        for (std::size_t s = 0; s < Constant::Side; ++s)
            spots.spots.push_back({std::to_string(s), {double(s % 70) * 20, double(s / 70) * 20}, 0, 0});
        core::Layer large;
        large.name = "large";
        large.kind = core::LayerKind::Imported;
        for (std::size_t g = 0; g < Constant::Side; ++g)
            large.genes.push_back({"G" + std::to_string(g), ""});
        large.spots = std::make_shared<const core::SpotTable>(std::move(spots));
        large.values = std::make_shared<const Constant>();
        QSignalSpy noticed(f.document(), &ui::Document::noticed);
        f.document()->restoreLayer({1000, std::make_shared<const core::Layer>(large), {}, false, 0, {}}, 1);
        QVERIFY(noticed.value(0).value(0).toString().contains(QStringLiteral("large is too large")));
    }
};

TRANSCOPE_GUI_TEST(TestSessionLayers)
#include "tst_sessionlayers.moc"
