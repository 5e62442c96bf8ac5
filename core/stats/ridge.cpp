#include "core/stats/ridge.h"

#include <Eigen/Dense>

#include <algorithm>
#include <set>

namespace transcope::core {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;
using Rows = std::vector<std::size_t>;

MatrixXd rowsOf(const ExpressionMatrix& values, const Rows& rows)
{
    MatrixXd picked(static_cast<Index>(rows.size()), static_cast<Index>(values.genes()));
    for (Index c = 0; c < picked.cols(); ++c) {
        const auto column = values.gene(static_cast<std::size_t>(c));
        for (Index r = 0; r < picked.rows(); ++r)
            picked(r, c) = column[rows[static_cast<std::size_t>(r)]];
    }
    return picked;
}

Rows allRows(const ExpressionMatrix& values)
{
    Rows rows(values.spots());
    for (std::size_t r = 0; r < rows.size(); ++r)
        rows[r] = r;
    return rows;
}

/// Rows fitted, turned so that every penalty costs one product: XᵀX/n = V diag(d) Vᵀ, and XᵀY/n seen from V.
class Solver
{
public:
    Solver(MatrixXd x, const MatrixXd& y, RidgeScale scale)
        : m_centre(x.colwise().mean()), m_intercept(y.colwise().mean()), m_scale(RowVectorXd::Ones(x.cols()))
    {
        const auto rows = static_cast<double>(x.rows());
        x.rowwise() -= m_centre;
        if (scale == RidgeScale::Standardise)
            m_scale = (x.colwise().squaredNorm() / rows).cwiseSqrt();
        m_scale = (m_scale.array() > 0).select(m_scale, 1.0);
        x.array().rowwise() /= m_scale.array();
        const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(x.transpose() * x / rows);
        m_values = eigen.eigenvalues().cwiseMax(0); // rounding may leave them a little below
        m_vectors = eigen.eigenvectors();
        m_projected = m_vectors.transpose() * (x.transpose() * (y.rowwise() - m_intercept)) / rows;
    }

    MatrixXd coefficients(double penalty) const { return m_vectors * shrunk(penalty); }

    /// Rows centred and scaled as those fitted were, seen from V; made once for all penalties.
    MatrixXd turned(MatrixXd x) const
    {
        x.rowwise() -= m_centre;
        x.array().rowwise() /= m_scale.array();
        return x * m_vectors;
    }
    /// Σ of the squared errors on rows that turned() made.
    double squaredError(const MatrixXd& turnedRows, const MatrixXd& y, double penalty) const
    {
        return ((turnedRows * shrunk(penalty)).rowwise() + m_intercept - y).squaredNorm();
    }
    /// The intercept counts for one.
    double degreesOfFreedom(double penalty) const
    {
        return 1 + (m_values.array() / (m_values.array() + penalty)).sum();
    }

    const RowVectorXd& centre() const { return m_centre; }
    const RowVectorXd& scale() const { return m_scale; }
    const RowVectorXd& intercept() const { return m_intercept; }

private:
    MatrixXd shrunk(double penalty) const
    {
        return (m_values.array() + penalty).inverse().matrix().asDiagonal() * m_projected;
    }

    RowVectorXd m_centre, m_intercept, m_scale;
    VectorXd m_values;
    MatrixXd m_vectors, m_projected;
};

std::vector<double> generalisedErrors(const MatrixXd& x, const MatrixXd& y, std::span<const double> penalties,
                                      RidgeScale scale)
{
    const Solver solver(x, y, scale);
    const MatrixXd turned = solver.turned(x);
    std::vector<double> errors;
    for (const double penalty : penalties) {
        const double left = static_cast<double>(x.rows()) - solver.degreesOfFreedom(penalty);
        errors.push_back(solver.squaredError(turned, y, penalty) / (left * left));
    }
    return errors;
}

std::vector<double> errorsByGroup(const ExpressionMatrix& predictors, const ExpressionMatrix& responses,
                                  std::span<const int> groups, const std::set<int>& names,
                                  std::span<const double> penalties, RidgeScale scale)
{
    std::vector<double> errors(penalties.size());
    for (const int group : names) {
        Rows fitted, heldOut;
        for (std::size_t r = 0; r < groups.size(); ++r)
            (groups[r] == group ? heldOut : fitted).push_back(r);
        const Solver solver(rowsOf(predictors, fitted), rowsOf(responses, fitted), scale);
        const MatrixXd turned = solver.turned(rowsOf(predictors, heldOut));
        const MatrixXd truth = rowsOf(responses, heldOut);
        for (std::size_t i = 0; i < penalties.size(); ++i)
            errors[i] += solver.squaredError(turned, truth, penalties[i]);
    }
    return errors;
}

std::vector<double> toVector(const RowVectorXd& row)
{
    return {row.begin(), row.end()};
}

} // namespace

RidgeModel fitRidge(const ExpressionMatrix& predictors, const ExpressionMatrix& responses, double penalty,
                    RidgeScale scale)
{
    const Rows rows = allRows(predictors);
    const Solver solver(rowsOf(predictors, rows), rowsOf(responses, rows), scale);
    RidgeModel model{
        toVector(solver.centre()), toVector(solver.scale()), toVector(solver.intercept()), {}, penalty};
    const MatrixXd coefficients = solver.coefficients(penalty);
    for (Index p = 0; p < coefficients.rows(); ++p)
        model.coefficients.insert(model.coefficients.end(), coefficients.row(p).begin(),
                                  coefficients.row(p).end());
    return model;
}

ExpressionMatrix predictRidge(const RidgeModel& model, const ExpressionMatrix& predictors)
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto inputs = static_cast<Index>(model.centre.size());
    const auto outputs = static_cast<Index>(model.intercept.size());
    MatrixXd x = rowsOf(predictors, allRows(predictors));
    x.rowwise() -= Eigen::Map<const RowVectorXd>(model.centre.data(), inputs);
    x.array().rowwise() /= Eigen::Map<const RowVectorXd>(model.scale.data(), inputs).array();
    const Eigen::Map<const RowMajor> coefficients(model.coefficients.data(), inputs, outputs);
    const MatrixXd rows =
        (x * coefficients).rowwise() + Eigen::Map<const RowVectorXd>(model.intercept.data(), outputs);
    ExpressionMatrix predicted(predictors.spots(), model.intercept.size());
    for (Index c = 0; c < rows.cols(); ++c)
        for (Index r = 0; r < rows.rows(); ++r)
            predicted.at(static_cast<std::size_t>(r), static_cast<std::size_t>(c)) =
                static_cast<float>(rows(r, c));
    return predicted;
}

double chooseRidgePenalty(const ExpressionMatrix& predictors, const ExpressionMatrix& responses,
                          std::span<const int> groups, std::span<const double> penalties, RidgeScale scale)
{
    const std::set<int> names(groups.begin(), groups.end());
    const Rows rows = allRows(predictors);
    const auto errors =
        names.size() > 1
            ? errorsByGroup(predictors, responses, groups, names, penalties, scale)
            : generalisedErrors(rowsOf(predictors, rows), rowsOf(responses, rows), penalties, scale);
    const auto least = std::min_element(errors.begin(), errors.end());
    return penalties[static_cast<std::size_t>(least - errors.begin())];
}

} // namespace transcope::core
