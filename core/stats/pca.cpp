#include "core/stats/pca.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

bool isComplete(const ExpressionMatrix& values, std::size_t spot)
{
    for (std::size_t g = 0; g < values.genes(); ++g) {
        if (!std::isfinite(values.at(spot, g)))
            return false;
    }
    return true;
}

std::vector<std::size_t> completeSpots(const ExpressionMatrix& values)
{
    std::vector<std::size_t> spots;
    for (std::size_t s = 0; s < values.spots(); ++s) {
        if (isComplete(values, s))
            spots.push_back(s);
    }
    return spots;
}

MatrixXd centred(const ExpressionMatrix& values, const std::vector<std::size_t>& spots)
{
    MatrixXd x(static_cast<Index>(spots.size()), static_cast<Index>(values.genes()));
    for (Index g = 0; g < x.cols(); ++g) {
        const auto gene = values.gene(static_cast<std::size_t>(g));
        for (Index s = 0; s < x.rows(); ++s)
            x(s, g) = gene[spots[static_cast<std::size_t>(s)]];
    }
    x.rowwise() -= x.colwise().mean().eval();
    return x;
}

/// Unit loadings (genes × components) and the scatter along each, descending.
struct Axes
{
    MatrixXd loadings;
    VectorXd scatter;
    double totalScatter = 0;
};

/// Works on whichever of XᵀX and XXᵀ is smaller; both have the same non-zero eigenvalues.
Axes principalAxes(const MatrixXd& x, int components)
{
    const bool byGenes = x.cols() <= x.rows();
    const MatrixXd gram = byGenes ? MatrixXd(x.transpose() * x) : MatrixXd(x * x.transpose());
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(gram);
    const VectorXd ascending = solver.eigenvalues();
    const double largest = ascending.size() > 0 ? ascending(ascending.size() - 1) : 0;
    const double negligible =
        largest * std::numeric_limits<double>::epsilon() * static_cast<double>(std::max(x.rows(), x.cols()));
    Index count = 0;
    while (count < std::min<Index>(components, ascending.size()) &&
           ascending(ascending.size() - 1 - count) > negligible)
        ++count;
    Axes axes;
    axes.totalScatter = x.squaredNorm();
    axes.scatter = ascending.tail(count).reverse();
    const MatrixXd vectors = solver.eigenvectors().rightCols(count).rowwise().reverse();
    axes.loadings = byGenes ? vectors : MatrixXd(x.transpose() * vectors);
    axes.loadings.colwise().normalize();
    return axes;
}

void fixSigns(MatrixXd& loadings)
{
    for (Index c = 0; c < loadings.cols(); ++c) {
        Index largest = 0;
        loadings.col(c).cwiseAbs().maxCoeff(&largest);
        if (loadings(largest, c) < 0)
            loadings.col(c) *= -1;
    }
}

} // namespace

Pca principalComponents(const ExpressionMatrix& values, int components)
{
    const auto spots = completeSpots(values);
    Pca pca;
    if (spots.size() < 2 || values.genes() == 0 || components <= 0) {
        pca.scores = ExpressionMatrix(values.spots(), 0);
        pca.loadings = ExpressionMatrix(values.genes(), 0);
        return pca;
    }
    const MatrixXd x = centred(values, spots);
    Axes axes = principalAxes(x, components);
    fixSigns(axes.loadings);
    const MatrixXd scores = x * axes.loadings;
    pca.scores = ExpressionMatrix(values.spots(), static_cast<std::size_t>(scores.cols()));
    pca.loadings = ExpressionMatrix(values.genes(), static_cast<std::size_t>(scores.cols()));
    for (Index c = 0; c < scores.cols(); ++c) {
        const auto column = static_cast<std::size_t>(c);
        for (std::size_t s = 0; s < spots.size(); ++s)
            pca.scores.at(spots[s], column) = static_cast<float>(scores(static_cast<Index>(s), c));
        for (std::size_t g = 0; g < values.genes(); ++g)
            pca.loadings.at(g, column) = static_cast<float>(axes.loadings(static_cast<Index>(g), c));
        pca.explainedVariance.push_back(axes.scatter(c) / axes.totalScatter);
    }
    return pca;
}

} // namespace transcope::core
