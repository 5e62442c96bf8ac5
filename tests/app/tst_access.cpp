#include "app/gui/theme.h"

#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/startpage.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QScrollBar>
#include <QtTest>
#include <cmath>

using namespace transcope;

namespace {

bool isControl(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QLineEdit*>(widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(widget) != nullptr ||
           (qobject_cast<const QAbstractSlider*>(widget) != nullptr &&
            qobject_cast<const QScrollBar*>(widget) == nullptr) ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr;
}

/// Parts of another control, which speaks for them: Qt's own.
bool isPart(const QWidget* widget)
{
    for (const QWidget* parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget())
        if (isControl(parent) && qobject_cast<const QAbstractItemView*>(parent) == nullptr)
            return true;
    return widget->inherits("QHeaderView") || widget->objectName().startsWith(QStringLiteral("qt_"));
}

QString nameOf(QWidget* widget)
{
    const auto* access = QAccessible::queryAccessibleInterface(widget);
    return access == nullptr ? QString() : access->text(QAccessible::Name);
}

/// Which control, in words for whoever mends it.
QString placeOf(const QWidget* widget)
{
    QString place;
    for (; widget != nullptr; widget = widget->parentWidget())
        place += QLatin1String(widget->metaObject()->className()) + QLatin1Char('(') + widget->objectName() +
                 QStringLiteral(") < ");
    return place;
}

/// WCAG 2.1's relative luminance, and the contrast of two colours.
double luminance(const QColor& colour)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace

/// Whether everything can be reached without a mouse, and is named for whoever hears the window.
class TestAccess : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{1024};

    /// Those that stay open beside the views.
    static void openDialogs(app::MainWindow& window)
    {
        window.activateWindow();
        QTest::keyClick(&window, Qt::Key_R, Qt::ShiftModifier);
        QTest::keyClick(&window, Qt::Key_C, Qt::ShiftModifier);
        QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    }

private slots:
    void initTestCase()
    {
        // 21 : 1 and 1 : 1 by the definition; #777777 on white is 4.48.
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 1e-9);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.005);
    }

    void controlsAreNamedAndTakeTheKeyboard_data()
    {
        QTest::addColumn<bool>("open");
        QTest::newRow("nothing open") << false;
        QTest::newRow("a section open") << true;
    }
    void controlsAreNamedAndTakeTheKeyboard()
    {
        QFETCH(bool, open);
        tests::WindowFixture f(m_folder);
        auto& window = f.window;
        if (open) {
            QVERIFY(f.openSection(m_folder.slide()));
            openDialogs(window);
            QCOMPARE(window.findChildren<QDialog*>().size(), 3);
        }
        int controls = 0, wrong = 0;
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (!isControl(widget) || isPart(widget) || !widget->isVisibleTo(&window))
                continue;
            ++controls;
            const bool named = !nameOf(widget).isEmpty(), reached = widget->focusPolicy() != Qt::NoFocus;
            if (!named || !reached)
                qWarning().noquote() << (named ? "no keyboard:" : "no name:") << placeOf(widget);
            wrong += !named || !reached;
        }
        QVERIFY(controls > 20);
        QCOMPARE(wrong, 0);
    }

    void textStandsOutInBothThemes_data()
    {
        QTest::addColumn<ui::Theme>("theme");
        QTest::newRow("light") << ui::Theme::Light;
        QTest::newRow("dark") << ui::Theme::Dark;
    }
    void textStandsOutInBothThemes()
    {
        QFETCH(ui::Theme, theme);
        constexpr double Enough = 4.5; // WCAG 2.1, 1.4.3
        app::applyTheme(*qApp, theme);
        const QPalette colours = QGuiApplication::palette();
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::Link, QPalette::Base},
            {QPalette::PlaceholderText, QPalette::Window},
            {QPalette::PlaceholderText, QPalette::Base}};
        for (const auto& [text, ground] : pairs) {
            const double ratio =
                contrast(colours.color(QPalette::Active, text), colours.color(QPalette::Active, ground));
            QVERIFY2(ratio >= Enough,
                     qPrintable(QStringLiteral("role %1 on %2: %3").arg(text).arg(ground).arg(ratio)));
        }
        QWidget parent;
        parent.setPalette(colours);
        ui::MessageBar bar(&parent);
        for (const auto kind : {ui::MessageBar::Kind::Information, ui::MessageBar::Kind::Error}) {
            bar.showMessage(kind, QStringLiteral("text"));
            const double ratio =
                contrast(bar.palette().color(QPalette::WindowText), bar.palette().color(QPalette::Window));
            QVERIFY2(ratio >= Enough, qPrintable(QString::number(ratio)));
        }
    }
};

TRANSCOPE_GUI_TEST(TestAccess)
#include "tst_access.moc"
