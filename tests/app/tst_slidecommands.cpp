#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/labeldialog.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/picturedialog.h"
#include "ui/panels/rotationdialog.h"
#include "ui/panels/slidefolderdialog.h"
#include "ui/slideview/magnification.h"
#include "ui/slideview/ruler.h"
#include "ui/workspace/regioncontroller.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>
#include <fstream>

using namespace transcope;

/// How a slide is looked at, on keys and by fields: in the whole window, on the demo.
class TestSlideCommands : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{2048};
    const QString m_slide = m_folder.slide();

    struct Fixture : tests::WindowFixture
    {
        Fixture(const TestSlideCommands& test, const QString& slide)
            : WindowFixture(test.m_folder, {1440, 900})
        {
            document()->open(slide);
        }
        /// A dialog that is open.
        template <class Dialog> Dialog* opened(int key, Qt::KeyboardModifiers modifiers)
        {
            QTest::keyClick(&window, static_cast<Qt::Key>(key), modifiers);
            auto* dialog = window.findChild<Dialog*>();
            return dialog != nullptr && dialog->isVisible() ? dialog : nullptr;
        }
    };

    /// Of a window in which that was done; the file.
    QString makeSession(const std::function<void(Fixture&)>& act)
    {
        Fixture f(*this, m_slide);
        if (!QTest::qWaitFor([&] { return f.window.document()->measured() != nullptr && f.isReady(); }))
            return {};
        f.window.regionController()->addOfView(); // is kept, so that a session is made
        if (!QTest::qWaitFor([&] { return f.window.document()->session() != nullptr && f.isReady(); }))
            return {};
        act(f);
        f.window.close();
        return QString::fromStdString(f.window.document()->session()->path().string());
    }

private slots:
    /// No key has two meanings: Qt would then do neither.
    void everyKeyHasOneCommand()
    {
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.isReady());
        QMap<QString, int> uses;
        for (const auto* action : f.window.findChildren<QAction*>())
            for (const auto& keys : action->shortcuts())
                ++uses[keys.toString()];
        for (const auto* shortcut : f.window.findChildren<QShortcut*>())
            if (shortcut->context() == Qt::WindowShortcut)
                ++uses[shortcut->key().toString()];
        QVERIFY(uses.size() > 30);
        for (const auto& keys : uses.keys())
            QVERIFY2(uses[keys] == 1, qPrintable(keys));
    }

    void magnificationsAreOnKeys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<double>("scale"); // magnification × 0.625 µm/px of the demo / 10 µm
        QTest::newRow("5x") << int(Qt::Key_5) << 0.3125;
        QTest::newRow("10x") << int(Qt::Key_6) << 0.625;
        QTest::newRow("20x") << int(Qt::Key_7) << 1.25;
        QTest::newRow("40x") << int(Qt::Key_8) << 2.5;
    }
    void magnificationsAreOnKeys()
    {
        QFETCH(int, key);
        QFETCH(double, scale);
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.isReady());
        const auto centre = f.view()->view().centreLevel0Px;
        QTest::keyClick(&f.window, static_cast<Qt::Key>(key), Qt::ControlModifier);
        QTRY_VERIFY(f.isReady());
        QVERIFY(std::abs(f.view()->view().screenPxPerSlidePx / scale - 1) < 1e-9);
        QCOMPARE(f.view()->view().centreLevel0Px, centre);
    }

    void theyAreNotOfferedWithoutAScale()
    {
        QImage picture(64, 64, QImage::Format_RGB888);
        picture.fill(Qt::white);
        picture.setDotsPerMeterX(0);
        picture.setDotsPerMeterY(0);
        const QString plain = m_folder.path(QStringLiteral("plain.png"));
        QVERIFY(picture.save(plain));
        Fixture f(*this, plain);
        QTRY_VERIFY(f.isReady());
        QVERIFY(!f.window.document()->umPerPx().has_value());
        const auto why = [&] {
            for (const auto* action : f.window.findChildren<QAction*>())
                if (action->text() == QStringLiteral("The slide does not say its scale"))
                    return action->isVisible();
            return false;
        };
        const auto isOffered = [&] {
            for (const auto* action : f.window.findChildren<QAction*>())
                if (action->text() == ui::timesText(20))
                    return action->isEnabled();
            return false;
        };
        QVERIFY(why() && !isOffered());
        const auto before = f.view()->view();
        QTest::keyClick(&f.window, Qt::Key_7, Qt::ControlModifier);
        QCOMPARE(f.view()->view(), before);
        f.window.document()->open(m_slide);
        QTRY_VERIFY(f.window.document()->measured() != nullptr && f.isReady());
        QVERIFY(!why() && isOffered());
    }

    void theAngleIsAFieldAndFollowsItsLock()
    {
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.window.document()->measured() != nullptr && f.isReady());
        f.window.display()->setViews(std::vector<ui::ViewChoice>(3, f.window.display()->views().front()));
        auto alone = f.window.display()->views()[2];
        alone.setLinked(ui::ViewLink::Rotation, false);
        f.window.display()->setView(2, alone);
        f.window.display()->setCurrent(0);
        auto* dialog = f.opened<ui::RotationDialog>(Qt::Key_R, Qt::ShiftModifier);
        QVERIFY(dialog != nullptr);
        auto* field = dialog->findChild<QDoubleSpinBox*>();
        field->setValue(30);
        QCOMPARE(f.view(0)->view().rotationDegrees, 30.0);
        QCOMPARE(f.view(1)->view().rotationDegrees, 30.0);
        QCOMPARE(f.view(2)->view().rotationDegrees, 0.0);
        QVERIFY(f.view(0)->isFitted()); // the turned section is still seen whole
        field->stepDown();
        QCOMPARE(f.view(0)->view().rotationDegrees, 25.0);
        f.window.display()->setCurrent(2); // the field is the current view's
        QCOMPARE(field->value(), 0.0);
        field->stepDown(); // through 0
        QCOMPARE(f.view(2)->view().rotationDegrees, -5.0);
        QCOMPARE(field->value(), 355.0);
        QCOMPARE(f.view(0)->view().rotationDegrees, 25.0);
        f.window.display()->setCurrent(0);
        // Turned by a drag, the field follows; twice around is none.
        f.window.workspace()->setView({{1000, 1000}, 1, -380});
        QCOMPARE(field->value(), 340.0);
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("&Upright"))
                button->click();
        QCOMPARE(f.view(0)->view().rotationDegrees, 0.0);
    }

    /// In a turned view, seen in all; 0.625 µm a px.
    void aDistanceIsMeasured()
    {
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.window.document()->measured() != nullptr && f.isReady());
        f.window.display()->setViews(std::vector<ui::ViewChoice>(2, f.window.display()->views().front()));
        f.window.workspace()->setView({{1024, 1024}, 0.5, 90});
        f.window.regionController()->setTool(ui::RegionTool::Lasso);
        QTRY_VERIFY(f.isReady());
        QTest::keyClick(&f.window, Qt::Key_U);
        QVERIFY(f.window.regionController()->tool() == ui::RegionTool::None);
        QSignalSpy measured(f.view(0), &ui::SlideView::measured);
        QSignalSpy clicked(f.view(0), &ui::SlideView::spotClicked);
        const QImage before = f.view(1)->grabView();
        const QPoint middle = f.view(0)->rect().center(), end = middle + QPoint(0, 60);
        QTest::mousePress(f.view(0), Qt::LeftButton, {}, middle);
        QMouseEvent move(QEvent::MouseMove, end, f.view(0)->mapToGlobal(end), Qt::NoButton, Qt::LeftButton,
                         {});
        QCoreApplication::sendEvent(f.view(0), &move);
        QTest::mouseRelease(f.view(0), Qt::LeftButton, {}, end);
        // Down on the screen, turned by 90°, is right on the slide: 60 screen px are 120 px, 75 µm.
        const QLineF line = measured.last().first().toLineF();
        QVERIFY(std::abs(line.dx() - 120) < 1e-6 && std::abs(line.dy()) < 1e-6);
        QCOMPARE(ui::lengthText(line.length(), f.window.document()->umPerPx()), QStringLiteral("75 µm"));
        QCOMPARE(clicked.count(), 0);
        const QImage during = f.view(1)->grabView();
        QVERIFY(during != before);
        const auto isWhite = [&](int aside) { // the middle may lie between two px
            return during.pixelColor(f.view(1)->rect().center() + QPoint(aside, 40)) == QColor(Qt::white);
        };
        QVERIFY(isWhite(-1) || isWhite(0) || isWhite(1));
        QTest::keyClick(&f.window, Qt::Key_Escape);
        QCOMPARE(f.view(1)->grabView(), before);
        QTest::mouseClick(f.view(0), Qt::LeftButton, {}, middle); // means a spot again
        QCOMPARE(clicked.count(), 1);
    }

    /// From the middle of the view, which moves, to its middle.
    void aDistanceIsMeasuredWithoutAMouse()
    {
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.isReady());
        QTest::keyClick(&f.window, Qt::Key_U);
        QSignalSpy measured(f.view(), &ui::SlideView::measured);
        const QPointF start = f.view()->view().centreLevel0Px;
        QTest::keyClick(f.view(), Qt::Key_Return);
        QTest::keyClick(f.view(), Qt::Key_Right);
        QTRY_VERIFY(f.view()->isSettled());
        const QPointF end = f.view()->view().centreLevel0Px;
        QVERIFY(end.x() > start.x() + 100);
        QCOMPARE(measured.last().first().toLineF(), QLineF(start, end));
        QTest::keyClick(f.view(), Qt::Key_Return);
        const auto told = measured.count();
        QTest::keyClick(f.view(), Qt::Key_Left);
        QTRY_VERIFY(f.view()->isSettled());
        QCOMPARE(measured.count(), told);
    }

    void lengthsAreInUnits_data()
    {
        QTest::addColumn<double>("px");
        QTest::addColumn<double>("umPerPx"); // 0: unknown
        QTest::addColumn<QString>("text");
        QTest::newRow("µm") << 349.3 << 0.25 << QStringLiteral("87.3 µm");
        QTest::newRow("mm") << 4960.0 << 0.25 << QStringLiteral("1.24 mm");
        QTest::newRow("px") << 512.0 << 0.0 << QStringLiteral("512 px (scale unknown)");
        QTest::newRow("many px") << 12345.0 << 0.0 << QStringLiteral("12,345 px (scale unknown)");
    }
    void lengthsAreInUnits()
    {
        QFETCH(double, px);
        QFETCH(double, umPerPx);
        QLocale::setDefault(QLocale(QLocale::English));
        QTEST(ui::lengthText(px, umPerPx > 0 ? std::optional(umPerPx) : std::nullopt), "text");
    }

    /// By keys; in every view, and not over the next slide.
    void oneStainIsSeenAlone()
    {
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.window.document()->measured() != nullptr && f.isReady());
        f.window.display()->setOverlayVisible(false);
        f.window.display()->setViews(std::vector<ui::ViewChoice>(2, f.window.display()->views().front()));
        QTRY_VERIFY(f.isReady());
        const QImage scanned = f.view(1)->grabView();
        QTest::keyClick(&f.window, Qt::Key_E);
        QTRY_VERIFY(f.isReady());
        const QImage eosin = f.view(1)->grabView();
        const QPoint middle = f.view(1)->rect().center();
        QVERIFY(eosin.pixelColor(middle) != scanned.pixelColor(middle));
        QTest::keyClick(&f.window, Qt::Key_H); // in its place
        QVERIFY(f.view(1)->grabView() != eosin);
        QTest::keyClick(&f.window, Qt::Key_H); // and back
        QCOMPARE(f.view(1)->grabView(), scanned);
        QTest::keyClick(&f.window, Qt::Key_N);
        f.window.document()->open(m_slide);
        QTRY_VERIFY(f.view()->slide() == f.window.document()->slide()->slide && f.isReady());
        for (const auto* action : f.window.findChildren<QAction*>())
            QVERIFY(action->text() != QStringLiteral("&Neither (Residual)") || !action->isChecked());
    }

    void brightnessAndContrastAreFields()
    {
        Fixture f(*this, m_slide);
        QTRY_VERIFY(f.isReady());
        auto* dialog = f.opened<ui::PictureDialog>(Qt::Key_C, Qt::ShiftModifier);
        QVERIFY(dialog != nullptr);
        const auto fields = dialog->findChildren<QDoubleSpinBox*>();
        QCOMPARE(fields.size(), 3);
        const QImage scanned = f.view()->grabView();
        fields[0]->setValue(20); // %
        const QImage bright = f.view()->grabView();
        QVERIFY(bright != scanned);
        dialog->findChildren<QSlider*>()[2]->setValue(150);
        QCOMPARE(fields[2]->value(), 1.5);
        QVERIFY(f.view()->grabView() != bright);
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("&Reset"))
                button->click();
        QCOMPARE(f.view()->grabView(), scanned);
        QCOMPARE(fields[0]->value(), 0.0);
    }

    void sessionsKeepHowTheSlideIsSeen()
    {
        const QString session = makeSession([](Fixture& f) { QTest::keyClick(&f.window, Qt::Key_E); });
        Fixture f(*this, session);
        QTRY_VERIFY(f.isReady());
        const auto isEosin = [&] {
            for (const auto* action : f.window.findChildren<QAction*>())
                if (action->text() == QStringLiteral("&Eosin"))
                    return action->isChecked();
            return false;
        };
        QTRY_VERIFY(isEosin());
    }

    /// The next by number, not by letter; at the end it is said.
    void slidesOfAFolderFollowEachOther()
    {
        const auto folder = m_folder / "series";
        std::filesystem::create_directories(folder);
        const auto at = [&](const char* name) { return QString::fromStdString((folder / name).string()); };
        QImage picture(300, 200, QImage::Format_RGB888);
        picture.fill(Qt::gray);
        QVERIFY(picture.save(at("S10.png")) && picture.save(at("S2.png")));
        for (const auto* name : {"notes.txt", "S11.svs", "S2.transcope", "S2-2.transcope", "S20.transcope"})
            std::ofstream(folder / name) << "no slide";
        Fixture f(*this, at("S2.png"));
        QTRY_VERIFY(f.isReady());
        QTest::keyClick(&f.window, Qt::Key_PageDown, Qt::ControlModifier);
        QTRY_COMPARE(f.window.document()->slideName(), QStringLiteral("S10.png"));
        QTRY_VERIFY(f.isReady());
        QTest::keyClick(&f.window, Qt::Key_PageUp, Qt::ControlModifier);
        QTRY_COMPARE(f.window.document()->slideName(), QStringLiteral("S2.png"));
        QTRY_VERIFY(f.isReady());
        QTest::keyClick(&f.window, Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(f.window.messageBar()->text().contains(QStringLiteral("first slide")));

        auto* overview = f.opened<ui::SlideFolderDialog>(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(overview != nullptr);
        auto* list = overview->findChild<QListView*>();
        const QAbstractItemModelTester tester(list->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(overview->isSettled());
        QStringList shown;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            shown << list->model()->index(row, 0).data().toString().replace(QLatin1Char('\n'),
                                                                            QLatin1Char('|'));
        QCOMPARE(shown.size(), 3);
        QVERIFY(shown[0].contains(QStringLiteral("S2.transcope")));
        QVERIFY(shown[0].contains(QStringLiteral("S2-2.transcope")));
        QVERIFY(!shown[0].contains(QStringLiteral("S20")));
        QCOMPARE(shown[1], QStringLiteral("S10.png"));
        QCOMPARE(shown[2], QStringLiteral("S11.svs|cannot be read"));
        const auto& slides = overview->model().slides();
        QCOMPARE(slides[0].thumbnail.size(), QSize(160, 106)); // 300 × 200 within 160 × 120
        QVERIFY(slides[2].thumbnail.isNull());
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(f.window.document()->slideName(), QStringLiteral("S10.png"));
        QTRY_VERIFY(f.isReady());
        overview->setFolder(overview->model().slides()[0].path.section(QLatin1Char('/'), 0, -2));
        overview->close(); // no thumbnail is made for nobody
        QVERIFY(overview->isSettled());
        QTest::qWait(100);
        QVERIFY(overview->model().slides()[0].thumbnail.isNull());
    }

    /// A real scan has both; the demo says that it has neither.
    void labelAndMacroAreShownOnDemand()
    {
        const QString scan = QStringLiteral(TRANSCOPE_REAL_DATA "/slides/cmu-1-small-region.svs");
        if (!QFile::exists(scan))
            QSKIP("No real scan beside the repository");
        const auto texts = [](const QDialog& dialog) {
            QStringList all;
            for (const auto* label : dialog.findChildren<QLabel*>())
                all << (label->pixmap().isNull() ? label->text()
                                                 : QStringLiteral("picture of ") + label->accessibleName());
            return all.join(QLatin1Char('|'));
        };
        Fixture f(*this, scan);
        QTRY_VERIFY(f.isReady());
        ui::LabelDialog dialog(f.window.document(), &f.window);
        QTRY_VERIFY(dialog.isSettled());
        QVERIFY2(texts(dialog).contains(QStringLiteral("picture of Label")), qPrintable(texts(dialog)));
        QVERIFY(texts(dialog).contains(QStringLiteral("picture of Macro image")));
        dialog.show();
        f.window.document()->open(m_slide);
        QTRY_VERIFY(!dialog.isVisible()); // it went with its slide
        QTRY_VERIFY(f.isReady());
        ui::LabelDialog none(f.window.document(), &f.window);
        QTRY_VERIFY(none.isSettled());
        QVERIFY(texts(none).contains(QStringLiteral("has neither")));
    }

    /// A section that was turned and fitted is so again.
    void sessionsKeepTheAngleOfAFittedView()
    {
        const QString session = makeSession([](Fixture& f) {
            f.window.workspace()->turnTo(72);
            QVERIFY(f.view()->isFitted());
        });
        Fixture f(*this, session);
        QTRY_VERIFY(f.isReady());
        QTRY_COMPARE(f.view()->view().rotationDegrees, 72.0);
        QVERIFY(f.view()->isFitted());
    }
};

TRANSCOPE_GUI_TEST(TestSlideCommands)
#include "tst_slidecommands.moc"
