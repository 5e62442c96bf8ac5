#pragma once

#include <QString>
#include <QWidget>
#include <vector>

class QCustomPlot;
class QCPItemText;

namespace transcope::ui {

/// One gene of a spot's profile.
struct ProfilePoint
{
    QString gene;
    double measured = 0;
    double predicted = 0;
};

/// Scatter plot of one spot: every gene's measured value across, predicted value up, with the line where both
/// are equal. One gene can be marked; clicking a point names its gene.
class ProfilePlot : public QWidget
{
    Q_OBJECT
public:
    explicit ProfilePlot(QWidget* parent = nullptr);

    /// valueLabel: what the axes show, e.g. "ln(1 + CPM)".
    void setPoints(const std::vector<ProfilePoint>& points, const QString& valueLabel);
    void setMarkedGene(const QString& gene);
    int pointCount() const; ///< for tests

    QSize sizeHint() const override { return {260, 240}; }

signals:
    void geneClicked(const QString& gene);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void clickedAt(const QPointF& pos);

    QCustomPlot* m_plot;
    std::vector<ProfilePoint> m_points;
    QString m_valueLabel;
    QString m_marked;
};

} // namespace transcope::ui
