#include "core/stats/mahalanobis.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::MatrixXd matrixOf(std::span<const float> rows, std::size_t columns)
{
    const auto width = static_cast<Eigen::Index>(columns);
    return Eigen::Map<const Rows>(rows.data(), static_cast<Eigen::Index>(rows.size()) / width, width)
        .cast<double>();
}

} // namespace

Spread spreadOf(std::span<const float> rows, std::size_t columns)
{
    Eigen::MatrixXd x = matrixOf(rows, columns);
    const double n = static_cast<double>(x.rows()), d = static_cast<double>(columns);
    const Eigen::RowVectorXd mean = x.colwise().mean();
    x.rowwise() -= mean;
    Eigen::MatrixXd covariance = x.transpose() * x / n;
    const double variance = covariance.trace() / d;
    // How far the covariance is from the target, and how far it would be off by chance.
    const double away = covariance.squaredNorm() - d * variance * variance;
    const double byChance =
        (x.rowwise().squaredNorm().array().square().sum() / n - covariance.squaredNorm()) / n;
    Spread spread;
    spread.shrinkage = away > 0 ? std::clamp(byChance / away, 0.0, 1.0) : 1;
    covariance *= 1 - spread.shrinkage;
    covariance.diagonal().array() += spread.shrinkage * variance;
    spread.mean.assign(mean.begin(), mean.end());
    spread.covariance.resize(columns * columns);
    const auto width = static_cast<Eigen::Index>(columns);
    Eigen::Map<Rows>(spread.covariance.data(), width, width) = covariance.cast<float>();
    return spread;
}

struct Mahalanobis::Private
{
    Eigen::RowVectorXd mean;
    Eigen::LLT<Eigen::MatrixXd> factor;
};

Result<Mahalanobis> Mahalanobis::of(std::span<const float> mean, std::span<const float> covariance)
{
    if (mean.empty() || covariance.size() != mean.size() * mean.size())
        return fail(ErrorCode::BadInput, "a covariance of another size than its mean");
    auto p = std::make_shared<Private>();
    p->mean = matrixOf(mean, mean.size());
    p->factor.compute(matrixOf(covariance, mean.size()));
    if (p->factor.info() != Eigen::Success)
        return fail(ErrorCode::BadInput, "a covariance that is not positive definite");
    return Mahalanobis(std::move(p));
}

std::vector<double> Mahalanobis::distances(std::span<const float> rows) const
{
    const Eigen::MatrixXd away = matrixOf(rows, columns()).rowwise() - d->mean;
    const Eigen::VectorXd lengths = d->factor.matrixL().solve(away.transpose()).colwise().norm();
    return {lengths.begin(), lengths.end()};
}

std::size_t Mahalanobis::columns() const
{
    return static_cast<std::size_t>(d->mean.size());
}

std::vector<float> quantilesOf(std::vector<double> values, std::size_t count)
{
    std::sort(values.begin(), values.end());
    std::vector<float> quantiles;
    for (std::size_t i = 0; i < count; ++i) {
        const double at = static_cast<double>(i * (values.size() - 1)) / static_cast<double>(count - 1);
        const auto low = static_cast<std::size_t>(at);
        const std::size_t high = std::min(low + 1, values.size() - 1);
        const double share = at - static_cast<double>(low);
        quantiles.push_back(static_cast<float>(values[low] * (1 - share) + values[high] * share));
    }
    return quantiles;
}

double percentileAmong(std::span<const float> quantiles, double value)
{
    const auto above = std::upper_bound(quantiles.begin(), quantiles.end(), value,
                                        [](double v, float q) { return v < static_cast<double>(q); });
    if (above == quantiles.begin())
        return 0;
    if (above == quantiles.end())
        return 100;
    const double low = static_cast<double>(*(above - 1)), high = static_cast<double>(*above);
    const double at = static_cast<double>(above - quantiles.begin() - 1) + (value - low) / (high - low);
    return 100 * at / static_cast<double>(quantiles.size() - 1);
}

} // namespace transcope::core
