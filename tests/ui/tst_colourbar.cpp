#include "tests/testsupport/testprogram.h"
#include "ui/slideview/furniture.h"

#include <QTest>
#include <cmath>

using namespace transcope;
using ui::ColourBar;

class TestColourBar : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void findsItsHandles();
    void dragsAnEnd_data();
    void dragsAnEnd();
    void dragsOnALogarithmicScale();
    void keepsItsExtentWhileDragged();
    void isLegible();
    void standsInSmallViewsToo();

private:
    /// Of a value on the bar, at its height.
    QPointF at(double value) const;
    static constexpr double Low = 2, High = 6; ///< values run from 0 to 10

    ui::SpotLayer m_layer;
    ColourBar m_bar;
    ui::FurnitureStyle m_style;
};

void TestColourBar::init()
{
    auto spots = std::make_shared<core::SpotTable>();
    spots->spots.resize(12);
    spots->diameterLevel0Px = 10;
    m_layer = ui::SpotLayer();
    m_layer.setSpots(std::make_shared<core::PlacedSpots>(spots));
    m_layer.setValues({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, std::nanf("")});
    m_layer.setScale({core::ColourMap::Viridis, Low, High});
    m_bar = ColourBar();
    m_bar.setLabel("DDX5");
    m_bar.updateExtent(m_layer);
    m_style = ui::FurnitureStyle::of(QPalette(), QFont());
    m_bar.place({300, 200}, m_bar.size({800, 600}, m_style), m_style);
}

QPointF TestColourBar::at(double value) const
{
    // The extent is the values', 0 to 10, and the gradient lies within padding and half a handle.
    const double inset = ui::PanelPadding + 4;
    const double share = value / 10;
    return {m_bar.rect().left() + inset + share * (m_bar.rect().width() - 2 * inset),
            m_bar.rect().bottom() - 38};
}

void TestColourBar::findsItsHandles()
{
    QCOMPARE(m_bar.partAt(at(Low)), ColourBar::Part::Low);
    QCOMPARE(m_bar.partAt(at(High)), ColourBar::Part::High);
    QCOMPARE(m_bar.partAt(at(4)), ColourBar::Part::Range);
    QCOMPARE(m_bar.partAt(at(9)), ColourBar::Part::Panel);
    QCOMPARE(m_bar.partAt(m_bar.rect().topLeft() + QPointF(3, 3)), ColourBar::Part::Panel);
    QCOMPARE(m_bar.partAt({10, 10}), ColourBar::Part::None);
}

void TestColourBar::dragsAnEnd_data()
{
    QTest::addColumn<ColourBar::Part>("part");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("low down") << ColourBar::Part::Low << 2.0 << 1.0 << 1.0 << 6.0;
    QTest::newRow("low beyond the end") << ColourBar::Part::Low << 2.0 << -5.0 << 0.0 << 6.0;
    QTest::newRow("low beyond high") << ColourBar::Part::Low << 2.0 << 9.0 << 5.9 << 6.0; // 1 % of 10 below
    QTest::newRow("high up") << ColourBar::Part::High << 6.0 << 8.5 << 2.0 << 8.5;
    QTest::newRow("high below low") << ColourBar::Part::High << 6.0 << 0.0 << 2.0 << 2.1;
    QTest::newRow("both") << ColourBar::Part::Range << 4.0 << 5.0 << 3.0 << 7.0;
    QTest::newRow("both to the end") << ColourBar::Part::Range << 4.0 << 30.0 << 6.0 << 10.0;
}

void TestColourBar::dragsAnEnd()
{
    QFETCH(ColourBar::Part, part);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, low);
    QFETCH(double, high);
    m_bar.beginDrag(part, at(from), m_layer.scale());
    const core::ValueRange range = m_bar.dragTo(at(to));
    QVERIFY(std::abs(range.low - low) < 1e-9);
    QVERIFY(std::abs(range.high - high) < 1e-9);
}

/// Values from 1 to 100: 10 lies in the middle, where 5.5 would lie on a straight one.
void TestColourBar::dragsOnALogarithmicScale()
{
    m_layer.setValues({0, 1, 1, 2, 2, 5, 5, 10, 10, 50, 100, std::nanf("")});
    const core::ColourScale scale{core::ColourMap::Viridis, 1, 100, true};
    m_layer.setScale(scale);
    m_bar.updateExtent(m_layer);
    QCOMPARE(m_bar.partAt(at(0)), ColourBar::Part::Low);
    QCOMPARE(m_bar.partAt(at(10)), ColourBar::Part::High);
    m_bar.beginDrag(ColourBar::Part::High, at(10), scale);
    const core::ValueRange range = m_bar.dragTo(at(5)); // half the bar
    QVERIFY(std::abs(range.high - 10) < 1e-9);
    QVERIFY(std::abs(range.low - 1) < 1e-9);
}

void TestColourBar::keepsItsExtentWhileDragged()
{
    m_bar.beginDrag(ColourBar::Part::High, at(6), m_layer.scale());
    m_layer.setScale({core::ColourMap::Viridis, Low, 10});
    m_bar.updateExtent(m_layer);
    QCOMPARE(m_bar.partAt(at(10)), ColourBar::Part::High);
    QVERIFY(std::abs(m_bar.dragTo(at(7)).high - 7) < 1e-9);
}

void TestColourBar::isLegible()
{
    const ui::FurniturePicture picture = m_bar.picture(m_layer, 2, m_style);
    QCOMPARE(picture.topLeft, QPointF(300, 200));
    QCOMPARE(picture.image.size(), (m_bar.rect().size() * 2).toSize());
    // The gradient's middle, value 4 of 2..6, is the map's middle.
    const QPointF middle = (at(4) - m_bar.rect().topLeft()) * 2;
    const QColor found = picture.image.pixelColor(middle.toPoint());
    const auto [red, green, blue] = core::colours(core::ColourMap::Viridis)[128];
    QVERIFY(std::abs(found.red() - red) < 12 && std::abs(found.green() - green) < 12 &&
            std::abs(found.blue() - blue) < 12);
}

/// Four views in a window of 1280 × 800 have some 317 × 193 px each; the bar leaves them most of it.
void TestColourBar::standsInSmallViewsToo()
{
    ui::Furniture furniture;
    furniture.colourBar = m_bar;
    furniture.pictures(ui::Viewport({317, 193}, 1, {{0, 0}, 1, 0}), true, m_layer, m_style);
    const QRectF bar = furniture.colourBar.rect();
    QVERIFY(!bar.isEmpty() && QRectF(0, 0, 317, 193).contains(bar));
    QVERIFY(bar.width() * bar.height() < 0.25 * 317 * 193);
}

TRANSCOPE_GUI_TEST(TestColourBar)
#include "tst_colourbar.moc"
