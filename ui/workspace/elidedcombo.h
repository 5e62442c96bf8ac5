#pragma once

#include <QComboBox>

namespace transcope::ui {

/// A list whose present choice ends in "…" where it does not fit.
class ElidedCombo : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace transcope::ui
