#pragma once

#include "ui/slideview/scene.h"

#include <QImage>
#include <vector>

namespace transcope::ui {

/// Whether spots are smaller than a px and lie so close that every px would be covered by several: then what
/// a px shows is made from all that lie in it. Never of cells, each of whose px shows the one in its middle.
bool areFine(const SpotLayer& spots, const Viewport& viewport);

/// A picture of spots smaller than a px, for both renderers. Each spot is shared out over the four px about
/// its centre, more to the nearer ones. A px has the colour of the mean of its spots' values, those that are
/// known (not the mean of their colours, which would be one that the scale does not have); of spots that have
/// colours of their own, that of the one nearest to its middle. It covers as much as its spots do.
class FineSpots
{
public:
    /// Between two columns of physical px, the second one excluded. Makes the picture anew only where
    /// something has changed. spots: isDrawn(), and areFine() there. UI thread.
    void prepare(const SpotLayer& spots, const Viewport& viewport, int beginPx, int endPx);
    /// ARGB32, of area().
    const QImage& picture() const { return m_picture; }
    /// Physical px of the view in which there may be spots.
    const QRect& area() const { return m_area; }

private:
    static constexpr int ReachPx = 1; ///< how much farther than its centre a spot is seen

    /// Of a px, or of a spot that lies in one alone.
    struct alignas(16) Bin
    {
        float covered = 0; ///< shares of spots
        float seen = 0;    ///< of that, as much as the spots' weights leave
        float known = 0;   ///< of what is seen, that of spots with a value; with colours the largest share
        float sum = 0;     ///< of values times what is seen of them

        void add(float share, const Bin& spot)
        {
            covered += share * spot.covered;
            seen += share * spot.seen;
            known += share * spot.known;
            sum += share * spot.sum;
        }
    };
    /// All that the picture depends on.
    struct Source
    {
        int spots = 0, values = 0, scale = 0;
        double opacity = 0;
        QTransform toPx;
        QSize size;
        int begin = 0, end = 0;
        bool operator==(const Source&) const = default;
    };

    int binsPerRow() const { return m_area.width() + 2 * ReachPx; }
    template <class Add> void collect(const SpotLayer& spots, const Add& add);
    static Bin binOf(const SpotLayer& spots, std::size_t spot);
    void addNearest(std::size_t at, float share, const Bin& spot, std::size_t index);
    void colour(const SpotLayer& spots);
    QRgb colourOf(const SpotLayer& spots, std::size_t bin) const;

    Source m_source;
    QRect m_area;
    std::vector<Bin> m_bins;    ///< per px of it, row by row, with ReachPx more on each side
    std::vector<int> m_nearest; ///< likewise, of spots with colours
    QImage m_picture;
};

} // namespace transcope::ui
